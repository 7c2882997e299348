package org.ziyuan.marketplace.roster.service;

import java.util.List;

/** A collection of a service, and the table of an archive that says the same. */
enum Part {
    SCHOOLS("/schools", "orgs", "orgs.csv", "sourcedId,status,name,type,identifier"),
    TERMS("/schools/%s/terms", "academicSessions", "academicSessions.csv", "sourcedId,status,startDate,schoolYear"),
    COURSES("/schools/%s/courses", "courses", "courses.csv", "sourcedId,status,title"),
    CLASSES(
            "/schools/%s/classes",
            "classes",
            "classes.csv",
            "sourcedId,status,title,classType,grades,subjects,courseSourcedId,schoolSourcedId,termSourcedIds"),
    STUDENTS("/schools/%s/students", "users", "users.csv", Part.OF_PEOPLE),
    TEACHERS("/schools/%s/teachers", "users", "users.csv", Part.OF_PEOPLE),
    /** Each by himself, as his child names him: a list of them is of all schools. */
    PARENTS("/users/%s", "user", "users.csv", Part.OF_PEOPLE),
    ENROLLMENTS(
            "/schools/%s/enrollments",
            "enrollments", "enrollments.csv", "sourcedId,status,role,userSourcedId,classSourcedId,schoolSourcedId");

    private static final String OF_PEOPLE =
            "sourcedId,status,enabledUser,givenName,familyName,identifier,grades,agentSourcedIds,role";

    private final String path;
    private final String word;
    private final String table;
    private final List<String> columns;

    Part(String path, String word, String table, String columns) {
        this.path = path;
        this.word = word;
        this.table = table;
        this.columns = List.of(columns.split(","));
    }

    /** @param whose the identifier of the school there, or of the person, ready for an address */
    String path(String whose) {
        return path.formatted(whose);
    }

    boolean isList() {
        return this != PARENTS;
    }

    /** Under which its rows stand in an answer. */
    String word() {
        return word;
    }

    String table() {
        return table;
    }

    List<String> columns() {
        return columns;
    }
}
