package org.ziyuan.marketplace.people;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.intake.CellFault;
import org.ziyuan.marketplace.intake.ErrorWorkbook;
import org.ziyuan.marketplace.intake.Faults;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.intake.ReadFile;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives many people their roles by a file, all of its rows or none. A file is tried out by doing it and taking it back, so
 * that what is found wrong is exactly what would be refused.
 */
@Component
public class AdmitPeople {

    /** Each row is some statements under locks of its person; a larger file is several. */
    private static final int MOST_ROWS = 2_000;

    private static final Role[] GIVEN = Arrays.stream(Role.values())
            .filter(role -> role != Role.PUPIL && role != Role.PARENT)
            .toArray(Role[]::new);

    private final IncomingFiles files;
    private final ErrorWorkbook workbook;
    private final Organizations organizations;
    private final AdmitPerson admit;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final MessageSource words;

    AdmitPeople(
            IncomingFiles files,
            ErrorWorkbook workbook,
            Organizations organizations,
            AdmitPerson admit,
            MoneyTransactions transactions,
            AuditLog audit,
            MessageSource words) {
        this.files = files;
        this.workbook = workbook;
        this.organizations = organizations;
        this.admit = admit;
        this.transactions = transactions;
        this.audit = audit;
        this.words = words;
    }

    /**
     * What a file would do.
     *
     * @param file its rows, those with faults marked
     */
    public record Look(AdmittedPeople came, Faults<PeopleColumn> faults, List<FileRow<PeopleColumn>> file) {

        /** The number of a row, the heading of the column and what is wrong there, in the order of the rows. */
        public List<CellFault<?>> problems() {
            return List.copyOf(faults.first());
        }
    }

    /** Says what the file would do; refuses what {@link IncomingFiles#read} refuses, and {@code people-too-many}. */
    public Mono<Look> tryOut(Flux<DataBuffer> content, Actor by) {
        return read(content)
                .map(this::asked)
                .flatMap(asked -> transactions
                        .execute(tried(Ids.next(), asked, by)
                                .flatMap(came -> Mono.<List<Came>>error(new TakenBack(came))))
                        .onErrorResume(TakenBack.class, back -> Mono.just(back.came))
                        .map(came -> look(asked, came)));
    }

    /**
     * Writes the file. Refuses as {@link #tryOut}, and with {@code intake-rows-refused} when a cell has a fault.
     *
     * @param id from which the ids of what it makes follow
     */
    public Mono<AdmittedPeople> write(UUID id, Flux<DataBuffer> content, Actor by) {
        return read(content)
                .map(this::asked)
                .flatMap(asked -> transactions
                        .execute(tried(id, asked, by)
                                .flatMap(came -> hasFault(asked, came)
                                        ? Mono.<AdmittedPeople>error(new TakenBack(came))
                                        : Mono.just(counted(came, 0)).delayUntil(counted -> record(id, counted, by))))
                        .onErrorResume(
                                TakenBack.class,
                                back -> Mono.fromCallable(() -> look(asked, back.came))
                                        .doOnNext(look -> look.faults().refuseAny())
                                        .map(Look::came)));
    }

    /** The file again, each bad cell marked. */
    public Mono<ResponseEntity<Flux<DataBuffer>>> errors(Flux<DataBuffer> content, Locale locale, Actor by) {
        String name = locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? "people-errors" : "人员错误";
        return tryOut(content, by).map(look -> workbook.of(name, look.file(), look.faults(), locale));
    }

    private Mono<ReadFile<PeopleColumn>> read(Flux<DataBuffer> content) {
        return files.read(content, PeopleColumn.ALL)
                .filter(file -> file.rows().size() <= MOST_ROWS)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("people-too-many").with("most", MOST_ROWS)));
    }

    /** Reads the cells once, before any attempt: an attempt may be repeated. */
    private List<Asked> asked(ReadFile<PeopleColumn> file) {
        return file.rows().stream().map(row -> new Asked(row, role(row))).toList();
    }

    private Mono<List<Came>> tried(UUID id, List<Asked> asked, Actor by) {
        return Flux.fromIterable(asked).concatMap(one -> tried(id, one, by)).collectList();
    }

    private Mono<Came> tried(UUID id, Asked asked, Actor by) {
        FileRow<PeopleColumn> row = asked.row();
        Role role = asked.role();
        if (role == null || !row.isGood()) {
            return Mono.just(new Came(Kind.NOTHING, null));
        }
        UUID fresh = Ids.derived("admitted", id, row.number());
        return organizations
                .named(row.text(PeopleColumn.ORGANIZATION), Sight.PEOPLE, by)
                .flatMap(place -> admit.within(fresh, wish(row, role, place), by))
                .map(person -> new Came(person.equals(fresh) ? Kind.PERSON : Kind.ROLE, null))
                .onErrorResume(
                        Refusal.class,
                        refusal -> Mono.just(
                                refusal.code().equals("role-held-already")
                                        ? new Came(Kind.SO_ALREADY, null)
                                        : new Came(Kind.NOTHING, refusal)));
    }

    private static boolean hasFault(List<Asked> asked, List<Came> came) {
        return asked.stream().anyMatch(one -> !one.row().isGood())
                || came.stream().anyMatch(one -> one.refusal() != null);
    }

    private Look look(List<Asked> asked, List<Came> came) {
        for (int at = 0; at < came.size(); at++) {
            Refusal refusal = came.get(at).refusal();
            if (refusal != null) {
                asked.get(at).row().fault(PeopleColumn.of(refusal.values().get("field")), refusal);
            }
        }
        List<FileRow<PeopleColumn>> rows = asked.stream().map(Asked::row).toList();
        Faults<PeopleColumn> faults = files.faults(PeopleColumn.ALL, rows);
        return new Look(counted(came, faults.number()), faults, rows);
    }

    private static AdmittedPeople counted(List<Came> came, int faults) {
        int people = count(came, Kind.PERSON);
        return new AdmittedPeople(
                came.size(), people, people + count(came, Kind.ROLE), count(came, Kind.SO_ALREADY), faults);
    }

    private static int count(List<Came> came, Kind kind) {
        return (int) came.stream().filter(one -> one.kind() == kind).count();
    }

    private static AdmitPerson.Wish wish(FileRow<PeopleColumn> row, Role role, Organization place) {
        String login = Accounts.meant(row.text(PeopleColumn.LOGIN));
        return new AdmitPerson.Wish(
                login, row.text(PeopleColumn.NAME), role, place.id(), null, row.text(PeopleColumn.MAIL));
    }

    private @Nullable Role role(FileRow<PeopleColumn> row) {
        return PeopleColumn.ALL.required().stream()
                        .sorted()
                        .filter(column -> !row.mustSay(column))
                        .toList()
                        .isEmpty()
                ? chosen(row)
                : null;
    }

    private @Nullable Role chosen(FileRow<PeopleColumn> row) {
        return row.choice(
                PeopleColumn.ROLE,
                GIVEN,
                role -> List.of(word(role, Locale.SIMPLIFIED_CHINESE), word(role, Locale.ENGLISH), role.name()));
    }

    private String word(Role role, Locale locale) {
        String word = words.getMessage("role." + role, null, role.name(), locale);
        return word == null ? role.name() : word;
    }

    private Mono<Void> record(UUID id, AdmittedPeople came, Actor by) {
        return audit.record(
                by,
                "people.imported",
                "import",
                id,
                Map.of("rows", came.rows(), "people", came.people(), "roles", came.roles()));
    }

    /** A row with the role it names, null when it names none. */
    private record Asked(
            FileRow<PeopleColumn> row, @Nullable Role role) {}

    /** What became of a row in one attempt. */
    private record Came(Kind kind, @Nullable Refusal refusal) {}

    private enum Kind {
        PERSON,
        ROLE,
        SO_ALREADY,
        NOTHING
    }

    /** Rolls back what was only tried out, and carries what it came to. */
    private static final class TakenBack extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient List<Came> came;

        TakenBack(List<Came> came) {
            super("taken back", null, false, false);
            this.came = came;
        }
    }
}
