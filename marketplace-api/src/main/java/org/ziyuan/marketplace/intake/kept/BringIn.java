package org.ziyuan.marketplace.intake.kept;

import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.intake.ReadFile;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at a file and keeps what it would do, so that it is decided on what was seen. */
@Component
public class BringIn {

    private static final int LONGEST_NAME = 120;
    /** What a file does not mention is counted in full and shown so far. */
    private static final int MOST_UNMENTIONED = 1_000;
    /** Said of a file that is compared again before it is written. */
    private static final long NO_STANDING = -1;

    private final DatabaseClient database;
    private final IntakeKinds kinds;
    private final Intakes intakes;
    private final IntakeHeadings headings;
    private final IncomingFiles files;
    private final LookThrough lookThrough;
    private final IntakeRows rows;
    private final IntakeFaults faults;
    private final MoneyTransactions transactions;

    BringIn(
            DatabaseClient database,
            IntakeKinds kinds,
            Intakes intakes,
            IntakeHeadings headings,
            IncomingFiles files,
            LookThrough lookThrough,
            IntakeRows rows,
            IntakeFaults faults,
            MoneyTransactions transactions) {
        this.database = database;
        this.kinds = kinds;
        this.intakes = intakes;
        this.headings = headings;
        this.files = files;
        this.lookThrough = lookThrough;
        this.rows = rows;
        this.faults = faults;
        this.transactions = transactions;
    }

    /**
     * Reads a file, compares it with what there is and keeps both; nothing else is written. The same id again is the same
     * file.
     *
     * @param kind the name of an {@link IntakeKind}
     * @param fileName as it will be shown
     * @throws Refusal {@code intake-kind-not-found}, and what {@link IncomingFiles#read} refuses; a file that can be read and
     *     has faults is kept, in state REFUSED unless its kind leaves such rows out
     */
    public Mono<Intake> bringIn(UUID id, String kind, String fileName, Flux<DataBuffer> content, Actor actor) {
        return Mono.fromCallable(() -> kinds.named(kind, actor))
                .flatMap(known -> intakes.find(id, actor)
                        .onErrorResume(
                                Refusal.class,
                                notThere -> read(known, id, fileName, content, actor)
                                        .then(intakes.find(id, actor))));
    }

    private <C extends Enum<C> & Heading, R> Mono<Void> read(
            IntakeKind<C, R> kind, UUID id, String fileName, Flux<DataBuffer> content, Actor actor) {
        return Mono.zip(headings.of(kind, actor), kind.otherForm(actor).defaultIfEmpty((file, largest, most) -> null))
                .flatMap(as -> files.read(content, kind.columns().also(as.getT1()), as.getT2()))
                .flatMap(file -> kind.standing(actor)
                        .defaultIfEmpty(NO_STANDING)
                        .flatMap(standing -> lookThrough
                                .look(kind, file.rows(), actor)
                                .flatMap(looked -> transactions.execute(
                                        Mono.defer(() -> keep(kind, id, fileName, file, looked, standing, actor))))))
                .then();
    }

    private <C extends Enum<C> & Heading, R> Mono<Boolean> keep(
            IntakeKind<C, R> kind,
            UUID id,
            String fileName,
            ReadFile<C> file,
            Looked<C, R> looked,
            long standing,
            Actor actor) {
        IntakeState.Event event = looked.faults().number() == 0 || kind.skipsFaulty() && looked.writesSomething()
                ? IntakeState.Event.CHECK
                : IntakeState.Event.REFUSE;
        return IntakeState.LIFE_CYCLE
                .next(IntakeState.NEW, event)
                .flatMap(state -> insert(kind, id, fileName, file, looked, state, standing, actor))
                .filter(inserted -> inserted > 0)
                .flatMap(inserted -> rows.keep(
                                id, kept(looked, standing), kind.columns().ofPeople())
                        .then(faults.keep(
                                id, looked.faults().first(), kind.columns().ofPeople()))
                        .thenReturn(true));
    }

    private static KeptRows kept(Looked<?, ?> looked, long standing) {
        return standing == NO_STANDING || looked.faults().number() > 0
                ? looked.kept(MOST_UNMENTIONED)
                : looked.toWrite();
    }

    private <C extends Enum<C> & Heading, R> Mono<Long> insert(
            IntakeKind<C, R> kind,
            UUID id,
            String fileName,
            ReadFile<C> file,
            Looked<C, R> looked,
            IntakeState state,
            long standing,
            Actor actor) {
        Comparison<C, R> comparison = looked.comparison();
        return database.sql("""
                        insert into intake (id, kind, organization_id, file_name, file_hash, state, row_count, fault_count,
                               added, changed, same, unmentioned, skips, leaving, standing, created_by, created_by_name)
                        values (:id, :kind, :own, :name, :hash, :state, :rows, :faults, :added, :changed, :same, :unmentioned,
                               :skips, :leaving, nullif(:standing, -1), :person, :personName) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("skips", kind.skipsFaulty())
                .bind("own", actor.organizationId())
                .bind("name", TextField.fileName(fileName, LONGEST_NAME))
                .bind("hash", file.hash())
                .bind("state", state.name())
                .bind("rows", file.rows().size())
                .bind("faults", looked.faults().number())
                .bind("added", comparison.count(Compared.Outcome.NEW))
                .bind("changed", comparison.count(Compared.Outcome.CHANGED))
                .bind("same", comparison.count(Compared.Outcome.SAME))
                .bind("unmentioned", comparison.unmentioned().size())
                .bind("leaving", kind.leaving(comparison))
                .bind("standing", standing)
                .bind("person", actor.person())
                .bind("personName", actor.displayName())
                .fetch()
                .rowsUpdated();
    }
}
