package org.ziyuan.marketplace.vendor;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.CodeGuesses;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.people.SlipCode;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All who asked to become vendors. */
@Component
public class VendorApplications implements WorkSource {

    private static final int MOST_SHOWN = 100;

    private static final String WORK = """
            select a.id, a.id as target, '' as number, a.name as about, a.contact_name as who,
                   cast(null as bigint) as amount_in_fen, a.asked_at as since, cast(null as timestamptz) as due_at
              from vendor_application a where a.state = 'ASKED'
            """;

    private final DatabaseClient database;
    private final CodeGuesses guesses;

    VendorApplications(DatabaseClient database, CodeGuesses guesses) {
        this.database = database;
        this.guesses = guesses;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("applicant", Set.of(Role.OPERATOR), WORK));
    }

    /** Those that wait for the operator, the eldest first, at most a hundred. */
    public Flux<VendorApplication> waiting() {
        return database.sql(
                        VendorApplication.COLUMNS + " where state = 'ASKED' order by asked_at, id limit " + MOST_SHOWN)
                .map(Rows.as(VendorApplication.class))
                .all();
    }

    /**
     * The one that a code belongs to.
     *
     * @param from where the request came from, as coarse as blame can be put
     * @throws Refusal {@code vendor-application-unknown}, {@code sign-in-paused} after too many that are none
     */
    public Mono<VendorApplication> byCode(String code, String from) {
        Mono<VendorApplication> found = database.sql(VendorApplication.COLUMNS + " where code_hash = :hash")
                .bind("hash", SlipCode.hash(code))
                .map(Rows.as(VendorApplication.class))
                .one()
                .switchIfEmpty(Mono.error(
                        () -> Refusal.invalid("vendor-application-unknown").with("field", "applicationCode")));
        return guesses.watch(from, found);
    }

    /** Refuses with {@code vendor-application-not-found}. */
    Mono<VendorApplication> find(UUID id, boolean locked) {
        return database.sql(VendorApplication.COLUMNS + " where id = :id" + (locked ? " for update" : ""))
                .bind("id", id)
                .map(Rows.as(VendorApplication.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor-application", id)));
    }
}
