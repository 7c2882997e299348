package org.ziyuan.marketplace.roster.oneroster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the tables of an archive together: every reference is looked up before anything is answered. */
final class Members {

    private static final Set<String> PARENTS = Set.of("parent", "guardian", "relative");
    private static final int FIRST_MONTH = 7;

    private final Map<String, Map<String, String>> users;
    private final Map<String, Map<String, String>> classes;
    private final Map<String, Map<String, String>> courses;
    private final Map<String, String> years;
    private final Map<String, String> roles;
    private final List<Map<String, String>> enrollments;
    private final String school;

    Members(Map<String, Table> tables, String school) {
        this.school = school;
        this.users = by("sourcedId", OneRoster.table(tables, "users.csv").all());
        this.classes = by("sourcedId", OneRoster.table(tables, "classes.csv").all());
        this.courses = by("sourcedId", OneRoster.table(tables, "courses.csv").active());
        this.enrollments = OneRoster.table(tables, "enrollments.csv").active();
        this.years = years(OneRoster.table(tables, "academicSessions.csv").active());
        this.roles = OneRoster.table(tables, "roles.csv").active().stream()
                .collect(Collectors.toMap(
                        row -> row.getOrDefault("userSourcedId", ""),
                        row -> row.getOrDefault("role", ""),
                        (one, other) -> one));
    }

    private static Map<String, Map<String, String>> by(String column, List<Map<String, String>> rows) {
        return rows.stream()
                .collect(Collectors.toMap(row -> row.getOrDefault(column, ""), row -> row, (one, other) -> one));
    }

    /** The school year begins in autumn, whatever the session is called. */
    private static Map<String, String> years(List<Map<String, String>> sessions) {
        Map<String, String> years = new HashMap<>();
        for (Map<String, String> session : sessions) {
            String day = session.getOrDefault("startDate", "");
            if (day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                int year = Integer.parseInt(day.substring(0, 4));
                boolean autumn = Integer.parseInt(day.substring(5, 7)) >= FIRST_MONTH;
                years.put(session.getOrDefault("sourcedId", ""), String.valueOf(autumn ? year : year - 1));
            }
        }
        return years;
    }

    List<Member> all() {
        Map<String, List<Map<String, String>>> pupils = new HashMap<>();
        List<Member> all = new ArrayList<>();
        int number = 1;
        for (Map<String, String> enrollment : enrollments) {
            number++;
            Map<String, String> user = known(users, enrollment, "userSourcedId", number);
            Map<String, String> group = known(classes, enrollment, "classSourcedId", number);
            if (!group.getOrDefault("schoolSourcedId", school).equals(school)
                    || Said.isOut(user)
                    || Said.isDeleted(group)) {
                continue;
            }
            String role = enrollment.getOrDefault("role", "");
            if (role.equals("student")) {
                pupils.computeIfAbsent(Said.id(user), id -> new ArrayList<>()).add(group);
            } else if (role.equals("teacher")) {
                all.add(member("teacher", user, group, subject(group), ""));
            }
        }
        pupils.forEach((id, groups) -> all.add(member("student", user(id), home(groups), "", "")));
        all.addAll(parents(pupils.keySet()));
        return all;
    }

    private Map<String, String> known(
            Map<String, Map<String, String>> things, Map<String, String> row, String column, int number) {
        Map<String, String> found = things.get(row.getOrDefault(column, ""));
        if (found == null) {
            throw Misfits.reference("enrollments.csv", number, column);
        }
        return found;
    }

    /** A class that is one's home counts before a course that one attends. */
    private static Map<String, String> home(List<Map<String, String>> groups) {
        return groups.stream()
                .min(Comparator.comparing((Map<String, String> group) ->
                                !group.getOrDefault("classType", "").equals("homeroom"))
                        .thenComparing(group -> group.getOrDefault("title", "")))
                .orElseThrow();
    }

    /** From either side: a pupil names his parents, or a parent his children. */
    private List<Member> parents(Set<String> pupils) {
        Set<String> pairs = new HashSet<>();
        List<Member> parents = new ArrayList<>();
        for (Map<String, String> user : users.values()) {
            boolean parent = PARENTS.contains(role(user));
            for (String other : Said.list(user.get("agentSourcedIds"))) {
                String child = parent ? other : Said.id(user);
                Map<String, String> elder = parent ? user : users.get(other);
                if (elder != null
                        && PARENTS.contains(role(elder))
                        && !Said.isOut(elder)
                        && pupils.contains(child)
                        && pairs.add(Said.id(elder) + " " + child)) {
                    parents.add(member("parent", elder, Map.of(), "", Said.number(user(child))));
                }
            }
        }
        return parents;
    }

    private Map<String, String> user(String id) {
        return users.getOrDefault(id, Map.of());
    }

    private String role(Map<String, String> user) {
        return roles.getOrDefault(Said.id(user), user.getOrDefault("role", ""));
    }

    private Member member(
            String as, Map<String, String> user, Map<String, String> group, String subject, String child) {
        return new Member(
                as,
                Said.name(user),
                Said.number(user),
                group.getOrDefault("title", ""),
                Said.grade(group.get("grades"), user.get("grades")),
                subject,
                child,
                Said.list(group.get("termSourcedIds")).stream()
                        .map(term -> years.getOrDefault(term, ""))
                        .findFirst()
                        .orElse(""));
    }

    private String subject(Map<String, String> group) {
        List<String> own = Said.list(group.get("subjects"));
        return own.isEmpty()
                ? courses.getOrDefault(group.getOrDefault("courseSourcedId", ""), Map.of())
                        .getOrDefault("title", "")
                : own.get(0);
    }
}
