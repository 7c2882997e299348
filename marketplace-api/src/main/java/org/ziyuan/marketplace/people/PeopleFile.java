package org.ziyuan.marketplace.people;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.Comparison;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeKind;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * People with their roles by file, one row for each role of a person. A file is tried out by doing it and taking it back, so
 * that what is found wrong is exactly what would be refused.
 */
@Component
class PeopleFile implements IntakeKind<PeopleColumn, PeopleFile.Wished> {

    /** Each row is some statements under locks of its person; a larger file is several. */
    private static final int MOST_ROWS = 2_000;

    private static final int TOLD_AFTER = 50;
    private static final String HELD = "role-held-already";

    private static final Role[] GIVEN = Arrays.stream(Role.values())
            .filter(role -> role != Role.PUPIL && role != Role.PARENT)
            .toArray(Role[]::new);

    private final Organizations organizations;
    private final AdmitPerson admit;
    private final MoneyTransactions transactions;
    private final MessageSource words;

    PeopleFile(Organizations organizations, AdmitPerson admit, MoneyTransactions transactions, MessageSource words) {
        this.organizations = organizations;
        this.admit = admit;
        this.transactions = transactions;
        this.words = words;
    }

    @Override
    public String name() {
        return "people";
    }

    @Override
    public Columns<PeopleColumn> columns() {
        return PeopleColumn.ALL;
    }

    @Override
    public Role[] writers() {
        return Readers.whoGiveRoles();
    }

    /** Every row is decided again when it is written, whatever it was compared with. */
    @Override
    public Mono<Long> standing(Actor actor) {
        return Mono.just(0L);
    }

    @Override
    public @Nullable Wished read(FileRow<PeopleColumn> row) {
        List<PeopleColumn> missing = PeopleColumn.ALL.all().stream()
                .filter(PeopleColumn.ALL.required()::contains)
                .filter(column -> !row.mustSay(column))
                .toList();
        Role role = missing.isEmpty() ? row.choice(PeopleColumn.ROLE, GIVEN, this::known) : null;
        return role == null
                ? null
                : new Wished(
                        row.text(PeopleColumn.NAME),
                        Accounts.meant(row.text(PeopleColumn.LOGIN)),
                        row.text(PeopleColumn.ORGANIZATION),
                        role,
                        row.text(PeopleColumn.MAIL));
    }

    /** Refuses with {@code people-too-many}. */
    @Override
    public Mono<Comparison<PeopleColumn, Wished>> compare(List<Read<PeopleColumn, Wished>> rows, Actor by) {
        if (rows.size() > MOST_ROWS) {
            return Mono.error(Refusal.invalid("people-too-many").with("most", MOST_ROWS));
        }
        UUID tried = Ids.next();
        return transactions
                .execute(Flux.fromIterable(rows)
                        .concatMap(read -> came(tried, read, by))
                        .collectList()
                        .flatMap(came -> Mono.<List<Optional<Refusal>>>error(new TakenBack(came))))
                .onErrorResume(TakenBack.class, back -> Mono.just(back.came))
                .map(came -> new Comparison<>(
                        IntStream.range(0, rows.size())
                                .mapToObj(at -> compared(rows.get(at), came.get(at)))
                                .toList(),
                        List.of()));
    }

    @Override
    public Mono<Void> write(List<Compared<PeopleColumn, Wished>> rows, Intake intake, Actor actor, Progress progress) {
        return Flux.range(0, rows.size())
                .concatMap(at -> admitted(intake.id(), rows.get(at).read(), actor)
                        .onErrorResume(Refusal.class, refusal -> held(refusal) ? Mono.empty() : Mono.error(refusal))
                        .then(Mono.defer(
                                () -> (at + 1) % TOLD_AFTER == 0 ? progress.written(at + 1) : Mono.<Void>empty())))
                .then();
    }

    /** What a row that is tried out is refused with, if it is. */
    private Mono<Optional<Refusal>> came(UUID tried, Read<PeopleColumn, Wished> read, Actor by) {
        return admitted(tried, read, by)
                .map(person -> Optional.<Refusal>empty())
                .onErrorResume(Refusal.class, refusal -> Mono.just(Optional.of(refusal)));
    }

    private Mono<UUID> admitted(UUID cause, Read<PeopleColumn, Wished> read, Actor by) {
        Wished wished = read.row();
        UUID fresh = Ids.derived("admitted", cause, read.written().number());
        return organizations
                .named(wished.organization(), Sight.PEOPLE, by)
                .flatMap(place -> admit.within(
                        fresh,
                        new AdmitPerson.Wish(
                                wished.login(), wished.name(), wished.role(), place.id(), null, wished.mail()),
                        by));
    }

    private Compared<PeopleColumn, Wished> compared(Read<PeopleColumn, Wished> read, Optional<Refusal> came) {
        came.filter(refusal -> !held(refusal))
                .ifPresent(refusal ->
                        read.written().fault(PeopleColumn.of(refusal.values().get("field")), refusal));
        Map<PeopleColumn, String> after = cells(read.row());
        return new Compared<>(read, came.isEmpty() ? null : after, after);
    }

    private Map<PeopleColumn, String> cells(Wished wished) {
        Map<PeopleColumn, String> cells = new EnumMap<>(PeopleColumn.class);
        cells.put(PeopleColumn.NAME, wished.name());
        cells.put(PeopleColumn.LOGIN, wished.login());
        cells.put(PeopleColumn.ORGANIZATION, wished.organization());
        cells.put(PeopleColumn.ROLE, known(wished.role()).get(0));
        cells.put(PeopleColumn.MAIL, wished.mail());
        return cells;
    }

    private List<String> known(Role role) {
        return List.of(word(role, Locale.SIMPLIFIED_CHINESE), word(role, Locale.ENGLISH), role.name());
    }

    private String word(Role role, Locale locale) {
        String word = words.getMessage("role." + role, null, role.name(), locale);
        return word == null ? role.name() : word;
    }

    private static boolean held(Refusal refusal) {
        return refusal.code().equals(HELD);
    }

    /** What a row says. */
    record Wished(String name, String login, String organization, Role role, String mail) {}

    /** Rolls back what was only tried out, and carries what it came to. */
    private static final class TakenBack extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient List<Optional<Refusal>> came;

        TakenBack(List<Optional<Refusal>> came) {
            super("taken back", null, false, false);
            this.came = came;
        }
    }
}
