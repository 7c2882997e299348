package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.procurement.requisition.TaskState;

/** The running schema knows the states of the enums, in their spelling, and lets pass what their life cycles permit. */
class StatesInTheSchemaTests {

    private static final Pattern WORD = Pattern.compile("'([^']*)'");

    /** A state, and the words that it is compared with or set to. */
    private static final Pattern SAID = Pattern.compile(
            "\\b(?:state|status)\\)?\\s*(?:=|<>|(?:not )?in)\\s*(?:any\\s*)?\\(*(?:array\\s*\\[)?((?:'[^']*'(?:::text)?,?\\s*)+)",
            Pattern.CASE_INSENSITIVE);

    /** HTTP's own. */
    private static final List<String> OTHERS = List.of("idempotency_key.status", "webhook_delivery.status");

    @Test
    void everyColumnOfAStateHoldsTheStatesOfItsEnum() throws SQLException {
        Map<String, String> rules = pairs("""
                select c.relname || '.' || a.attname, pg_get_constraintdef(k.oid)
                  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
                  left join pg_constraint k on k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
                                           and pg_get_constraintdef(k.oid) like '%ARRAY%'
                 where c.relnamespace = 'market'::regnamespace and a.attname in ('state', 'status')
                """);
        OTHERS.forEach(rules::remove);
        Map<String, Set<String>> held = new TreeMap<>();
        rules.forEach((column, rule) -> held.put(column, words(rule)));

        assertThat(held)
                .isEqualTo(StateColumn.all().stream()
                        .collect(Collectors.toMap(StateColumn::name, column -> new TreeSet<>(column.words()))));
    }

    @Test
    void aNewRowHasTheInitialState() throws SQLException {
        Map<String, String> defaults = pairs("""
                select c.relname || '.' || a.attname, pg_get_expr(d.adbin, d.adrelid)
                  from pg_attrdef d join pg_class c on c.oid = d.adrelid
                  join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
                 where c.relnamespace = 'market'::regnamespace and a.attname in ('state', 'status')
                """);

        assertThat(StateColumn.all())
                .filteredOn(column -> column.lifeCycle() != null)
                .allSatisfy(column -> assertThat(defaults.get(column.name()))
                        .isEqualTo(
                                "'" + Objects.requireNonNull(column.lifeCycle()).initial() + "'::text"));
    }

    /** Functions, views, triggers, indexes and rules of the schema. */
    @Test
    void thereIsOneSpelling() throws SQLException {
        Map<String, String> said = pairs("""
                select 'function ' || proname, prosrc from pg_proc where pronamespace = 'market'::regnamespace
                union all
                select 'view ' || viewname, definition from pg_views where schemaname in ('market', 'audit')
                union all
                select 'index ' || indexname, indexdef from pg_indexes where schemaname = 'market'
                union all
                select 'trigger ' || tgname, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                 where c.relnamespace = 'market'::regnamespace and not tgisinternal
                union all
                select 'rule ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint
                 where connamespace = 'market'::regnamespace
                """);
        assertThat(said).hasSizeGreaterThan(900);
        said.values().removeIf(text -> !isSpeltTwice(text));

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where p.status <> 'active'",
                "CHECK ((state = ANY (ARRAY['draft'::text])))",
                "(old.state) in ('OPEN', 'closed')"
            })
    void findsASecondSpelling(String guilty) {
        assertThat(isSpeltTwice(guilty)).isTrue();
    }

    @Test
    void theGuardOfAllocationsLetsPassWhatTheirLifeCyclePermits() throws SQLException {
        Map<String, String> guards =
                pairs("select proname, prosrc from pg_proc where pronamespace = 'market'::regnamespace");
        StateColumn allocation = column("allocation_run.state");

        assertThat(Pattern.compile("\\('([A-Z]+)', '([A-Z]+)'\\)")
                        .matcher(guards.getOrDefault("allocation_run_stays", ""))
                        .results()
                        .map(pair -> pair.group(1) + " " + pair.group(2)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Objects.requireNonNull(allocation.lifeCycle()).transitions().stream()
                                        .map(step -> step.from() + " " + step.to()),
                                allocation.words().stream().map(state -> state + " " + state))
                        .toList());
    }

    /** Where nothing may follow, nothing changes: the guard names the one state from which something may. */
    @Test
    void whatIsOverForTheLifeCycleIsOverForTheGuard() throws SQLException {
        Map<String, String> guarded = pairs("""
                select c.relname || '.state', substring(pg_get_triggerdef(t.oid) from 'old.state <> ''([A-Z]+)''')
                  from pg_trigger t join pg_class c on c.oid = t.tgrelid
                 where t.tgfoid = 'market.forbid_change'::regproc and t.tgargs like 'it is over%'
                """);

        assertThat(guarded)
                .hasSize(2)
                .allSatisfy((name, state) -> assertThat(
                                Objects.requireNonNull(column(name).lifeCycle()).transitions())
                        .allMatch(step -> step.from().name().equals(state)));
    }

    @Test
    void theGuardThatClosesATaskSaysWhatItsLifeCycleSays() throws SQLException {
        assertThat(pairs("""
                select p.proname, replace(encode(t.tgargs, 'escape'), '\\000', '')
                  from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.proname = 'keep_inbox_in_step'
                """))
                .containsValue(TaskState.LIFE_CYCLE.to(TaskState.Event.CLOSE).name());
    }

    private static StateColumn column(String name) {
        return StateColumn.all().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static boolean isSpeltTwice(String text) {
        return SAID.matcher(text)
                .results()
                .flatMap(said -> words(said.group(1)).stream())
                .anyMatch(word -> word.matches("[\\w-]+") && !word.equals(word.toUpperCase(Locale.ROOT)));
    }

    private static Set<String> words(String rule) {
        return WORD.matcher(String.valueOf(rule))
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select key, coalesce(said, '') from (" + sql + ") x (key, said)")) {
            while (row.next()) {
                pairs.merge(row.getString(1), row.getString(2), (one, other) -> one + "\n" + other);
            }
        }
        return pairs;
    }
}
