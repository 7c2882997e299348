package org.ziyuan.marketplace.roster.oneroster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;

/** Reads a OneRoster archive for one school; what it says of other schools is passed over. */
public final class OneRoster {

    private static final int NAMED = 5;

    private OneRoster() {}

    /**
     * Everybody of the school, a row a class of a teacher and a child of a parent. Refuses with {@code
     * oneroster-file-missing}, {@code -file-unreadable}, {@code -delta}, {@code -version-unknown}, {@code -school-missing},
     * {@code -reference-unknown}, {@code intake-file-inflates} or {@code intake-too-many-rows}.
     *
     * @param codes by which the school may be known
     * @param name of the school, for the sentence that it is not there
     * @param most bytes of all that is unpacked
     * @return null for a file that is no such archive
     */
    public static @Nullable List<Member> read(byte[] file, Set<String> codes, String name, long most, int mostRows) {
        Map<String, Table> tables = Archive.read(file, most, mostRows);
        if (tables == null) {
            return null;
        }
        manifest(table(tables, "manifest.csv"));
        for (String needed : List.of("users.csv", "classes.csv", "enrollments.csv")) {
            if (table(tables, needed).isEmpty()) {
                throw Misfits.missing(needed);
            }
        }
        return new Members(tables, school(table(tables, "orgs.csv").active(), codes, name)).all();
    }

    static Table table(Map<String, Table> tables, String name) {
        return tables.getOrDefault(name, new Table(0));
    }

    /** A manifest is missing in archives that are packed by hand; what it says counts. */
    private static void manifest(Table manifest) {
        for (Map<String, String> row : manifest.active()) {
            String property = row.getOrDefault("propertyName", "");
            String value = row.getOrDefault("value", "");
            if (property.equals("oneroster.version") && !value.matches("1\\.[12](\\..*)?")) {
                throw Misfits.version(value);
            }
            if (property.startsWith("file.") && value.equals("delta")) {
                throw Misfits.delta(property.substring("file.".length()));
            }
        }
    }

    /** By which codes a school may be known, as they are compared. */
    public static Set<String> keys(String code, @Nullable String schoolCode) {
        return Stream.of(code, schoolCode)
                .filter(Objects::nonNull)
                .map(one -> new Identifier(one).key())
                .collect(Collectors.toSet());
    }

    /**
     * The identifier of the school there, by one of its codes; one school that names no code is taken at its word. Refuses with
     * {@code oneroster-school-missing}.
     *
     * @param orgs rows by the names of the specification
     */
    public static String school(List<Map<String, String>> orgs, Set<String> codes, String name) {
        List<Map<String, String>> schools = orgs.stream()
                .filter(row -> row.getOrDefault("type", "").equals("school"))
                .toList();
        Predicate<Map<String, String>> known =
                row -> codes.contains(key(row, "identifier")) || codes.contains(key(row, "sourcedId"));
        return schools.stream()
                .filter(known)
                .findFirst()
                .or(() ->
                        schools.size() == 1 && key(schools.get(0), "identifier").isEmpty()
                                ? Optional.of(schools.get(0))
                                : Optional.empty())
                .map(row -> row.getOrDefault("sourcedId", ""))
                .orElseThrow(() -> Misfits.school(
                        name,
                        schools.stream()
                                .limit(NAMED)
                                .map(row -> row.getOrDefault("name", "") + " " + row.getOrDefault("identifier", ""))
                                .collect(Collectors.joining("、"))));
    }

    private static String key(Map<String, String> row, String column) {
        return new Identifier(row.getOrDefault(column, "")).key();
    }
}
