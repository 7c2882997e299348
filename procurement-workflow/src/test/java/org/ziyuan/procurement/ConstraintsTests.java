package org.ziyuan.procurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.postgresql.message.backend.Field;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.problem.Constraints;

/** Every rule the database may answer with is a refusal with its field, or stands among those that no input reaches. */
@ProcurementTest
class ConstraintsTests {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    @Autowired
    DatabaseClient database;

    @Test
    void everyRuleOfTheSchemaIsARefusalOrSaysWhyNoInputReachesIt() {
        List<String> rules = rules();

        assertThat(rules).hasSizeGreaterThan(400);
        assertThat(rules.stream().filter(rule -> Constraints.all().find(rule) == null))
                .as("in no constraints/*.txt")
                .isEmpty();
        assertThat(rules).allSatisfy(rule -> {
            Constraints.Entry entry =
                    Objects.requireNonNull(Constraints.all().find(rule), rule + " stands in no constraints/*.txt");
            if (entry.refusal() == null) {
                assertThat(entry.because()).as(rule).startsWith("because ");
            } else {
                assertIsSaid(rule, entry);
            }
        });
    }

    /** A line that fits nothing is about a rule that is gone, or misspelt. */
    @Test
    void everyLineIsAboutARuleThatIsThere() {
        List<String> rules = rules();

        assertThat(Constraints.all().entries())
                .allSatisfy(entry -> assertThat(rules)
                        .anyMatch(rule -> entry.constraint().matcher(rule).matches()));
    }

    /** No table passes as a whole, a new rule asks for its line; but what only migrations write nobody's input reaches. */
    @Test
    void noRulePassesByTheNameOfItsTable() {
        List<String> tables = rules().stream()
                .filter(rule -> !rule.startsWith("raise."))
                .map(rule -> rule.substring(0, rule.indexOf('.')))
                .distinct()
                .toList();

        assertThat(tables).hasSizeGreaterThan(80);
        assertThat(Constraints.all().entries())
                .filteredOn(entry -> !entry.because().equals("because only migrations write it"))
                .filteredOn(entry -> tables.stream()
                        .anyMatch(table -> entry.constraint()
                                .matcher(table + ".a_new_rule")
                                .matches()))
                .isEmpty();
    }

    /** What the driver says when the rule is broken is found again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    insert into listing_draft (listing_id, title, saved_by) values (gen_random_uuid(), '一', gen_random_uuid()) | listing_draft.listing_draft_title_check
                    insert into listing_draft (listing_id) values (gen_random_uuid()) | listing_draft.not-null
                    """)
    void whatTheDatabaseSaysIsFoundByItsName(String sql, String rule) {
        assertThatThrownBy(() -> database.sql(sql).then().block()).satisfies(failed -> {
            PostgresqlException said = database(failed);
            assertThat(Constraints.nameOf(said.getErrorDetails()))
                    .as(said.getErrorDetails().toString())
                    .isEqualTo(rule);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PL/pgSQL function market.frozen_snapshot_stays() line 4 at RAISE",
                "PL/pgSQL function market.refuse_when(boolean,text) line 3 at RAISE\nSQL statement \"SELECT refuse_when("
                        + "old.state = 'FROZEN', why)\"\nPL/pgSQL function market.frozen_snapshot_stays() line 3 at PERFORM"
            })
    void whatOurOwnFunctionsRaiseIsFoundByTheFunctionThatAsked(String where) {
        ErrorDetails raised = new ErrorDetails(List.of(new Field(Field.FieldType.WHERE, where)));

        assertThat(Constraints.nameOf(raised)).isEqualTo("raise.frozen_snapshot_stays");
    }

    private static void assertIsSaid(String rule, Constraints.Entry entry) {
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            String sentence = said("refusal." + entry.refusal(), locale);
            assertThat(sentence)
                    .as("%s, %s in %s", rule, entry.refusal(), locale)
                    .isNotEmpty();
            assertThat(PLACE.matcher(sentence).results().map(place -> place.group(1)))
                    .as(rule)
                    .isSubsetOf(entry.values().keySet());
            assertThat(said("field." + entry.values().get("field"), locale))
                    .as("the field of %s in %s", rule, locale)
                    .isNotEmpty();
        }
    }

    private static String said(String key, Locale locale) {
        var words = new ResourceBundleMessageSource();
        words.setBasenames(
                "messages/marketplace",
                "messages/funding",
                "messages/fields",
                "messages/procurement",
                "messages/words");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return Objects.requireNonNull(words.getMessage(key, null, "", locale));
    }

    private static PostgresqlException database(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof PostgresqlException said) {
                return said;
            }
        }
        throw new AssertionError("not of the database", failed);
    }

    private List<String> rules() {
        return Objects.requireNonNull(
                database.sql("""
                        with tables as (
                          select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                           where n.nspname = 'market' and c.relkind in ('r', 'p'))
                        select t.relname || '.' || c.conname from pg_constraint c join tables t on t.oid = c.conrelid
                         where c.contype <> 't' and c.contype <> 'n'
                        union
                        select t.relname || '.' || i.relname
                          from pg_index x join pg_class i on i.oid = x.indexrelid join tables t on t.oid = x.indrelid
                         where x.indisunique
                        union
                        select t.relname || '.not-null' from pg_attribute a join tables t on t.oid = a.attrelid
                         where a.attnotnull and a.attnum > 0 and not a.attisdropped
                        union
                        select 'raise.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                         where n.nspname = 'market' and p.prosrc ~* 'raise exception|refuse_when'
                           and p.proname <> 'refuse_when'
                        order by 1
                        """).mapValue(String.class).all().collectList().block());
    }
}
