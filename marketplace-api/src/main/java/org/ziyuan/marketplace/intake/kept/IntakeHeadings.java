package org.ziyuan.marketplace.intake.kept;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** The words by which organizations head the columns of their own files, beside those that everybody may use. */
@Component
public class IntakeHeadings {

    private static final TextField HEADING = TextField.name("heading", 1, 60);

    private final DatabaseClient database;

    IntakeHeadings(DatabaseClient database) {
        this.database = database;
    }

    /** The own headings of the actor's organization, by the English names of the columns. */
    public Mono<Map<String, String>> of(IntakeKind<?, ?> kind, Actor actor) {
        return database.sql("""
                        select column_name, heading from intake_heading where organization_id = :own and kind = :kind
                        """)
                .bind("own", actor.organizationId())
                .bind("kind", kind.name())
                .map(row -> Map.entry(text(row, "column_name"), text(row, "heading")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Says how a column is headed in the own files; nothing takes it back.
     *
     * @param column the English name of a column of the kind
     * @throws Refusal {@code field-malformed} for no column of it, {@code text-length}
     */
    public Mono<Void> keep(IntakeKind<?, ?> kind, String column, String heading, Actor actor) {
        return Mono.fromCallable(() -> known(kind, column).english())
                .flatMap(name -> heading.isBlank()
                        ? database.sql("""
                                delete from intake_heading
                                 where organization_id = :own and kind = :kind and column_name = :column
                                """)
                                .bind("own", actor.organizationId())
                                .bind("kind", kind.name())
                                .bind("column", name)
                                .then()
                        : database.sql("""
                                insert into intake_heading (organization_id, kind, column_name, heading)
                                values (:own, :kind, :column, :heading)
                                on conflict (organization_id, kind, column_name) do update set heading = excluded.heading
                                """)
                                .bind("own", actor.organizationId())
                                .bind("kind", kind.name())
                                .bind("column", name)
                                .bind("heading", HEADING.read(heading))
                                .then());
    }

    private static Heading known(IntakeKind<?, ?> kind, String column) {
        return kind.columns().all().stream()
                .filter(one -> one.english().equals(column))
                .map(Heading.class::cast)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-malformed").with("field", "column"));
    }
}
