package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state is written from the answer of its life cycle, as a parameter, by whatever changes a row: no SQL names it there. */
class StateLiteralsTests {

    private static final Path ROOT = Path.of("..");

    /** What an UPDATE sets and an INSERT puts in, up to where it says which rows and what it answers. */
    private static final Pattern WRITES = Pattern.compile(
            "\\b(?:update\\s+(?:only\\s+)?(?:market\\.)?(?<changed>\\w+)(?:\\s+(?:as\\s+)?\\w+)?\\s+set|insert\\s+into\\s+(?:market\\.)?(?<filled>\\w+))\\b"
                    + "(?<what>.*?)(?:\\bwhere\\b|\\bfrom\\b|\\breturning\\b|\\bon conflict\\b|;|\"\"\"|\"\\)|\\z)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("'([^']*)'");

    private static final Pattern BOUND = Pattern.compile(
            "(?:bind|put)\\(\\s*\"(?:state|status)\",\\s*(?:\\w+ \\? )?\"[A-Za-z]|select end_seats\\([^)]*'");

    private static final Map<String, Set<String>> STATES = StateColumn.all().stream()
            .collect(Collectors.toMap(StateColumn::table, column -> Set.copyOf(column.words())));

    @Test
    void noStatementOfTheProductNamesTheStateItWrites() throws IOException {
        assertThat(guilty(files("/src/main/java/", ".java"))).isEmpty();
    }

    @Test
    void noStatementOfTheProductSpellsAStateInAnotherWay() throws IOException {
        assertThat(files("/src/main/java/", ".java").entrySet().stream()
                        .filter(file -> StatesInTheSchemaTests.isSpeltTwice(file.getValue()))
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    /** A trigger alone says which word it is: that a person has gone and gives the seats back. */
    @Test
    void noFunctionOfTheSchemaNamesTheStateItWrites() throws IOException {
        assertThat(guilty(files("/src/main/resources/db/schema/", ".sql"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update payment set state = 'UNKNOWN', unknown_since = now() where id = :id",
                "update market.outbox_delivery d set attempts = 1, state = 'DELIVERED' where seq = ?",
                "insert into seat (id, state) values (:id, 'ASSIGNED')",
                "update payment_difference d set state = case when reopened then 'OPEN' else d.state end where d.id = x.id",
                ".bind(\"state\", exhausted ? \"QUARANTINED\" : \"PENDING\")",
                "row.put(\"state\", \"DRAFT\")",
                "select end_seats(:id, null, 'REVOKED', :actor)"
            })
    void findsTheGuilty(String guilty) {
        assertThat(isGuilty(guilty)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update payment set state = :state where id = :id and state in ('INSTRUCTED', 'UNKNOWN')",
                "insert into payment_difference (id, kind) select :id, 'TAKEN_BACK' from known where was = 'BOOKED'",
                "update licence set row_version = 2 where state = 'ACTIVE'"
            })
    void letsPassWhatOnlyLooks(String innocent) {
        assertThat(isGuilty(innocent)).isFalse();
    }

    private static List<String> guilty(Map<String, String> files) {
        assertThat(files).hasSizeGreaterThan(20);
        return files.entrySet().stream()
                .filter(file -> isGuilty(file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isGuilty(String text) {
        return BOUND.matcher(text).find()
                || WRITES.matcher(text).results().anyMatch(write -> {
                    String table = write.group(1) == null ? write.group(2) : write.group(1);
                    Set<String> states = STATES.getOrDefault(table, Set.of());
                    return WORD.matcher(write.group(3)).results().anyMatch(word -> states.contains(word.group(1)));
                });
    }

    private static Map<String, String> files(String folder, String ending) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walked = Files.walk(ROOT)) {
            for (Path file : walked.filter(path ->
                            path.toString().contains(folder) && path.toString().endsWith(ending))
                    .toList()) {
                files.put(file.toString(), Files.readString(file));
            }
        }
        return files;
    }
}
