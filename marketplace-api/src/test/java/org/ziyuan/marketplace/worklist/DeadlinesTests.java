package org.ziyuan.marketplace.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;

/** Reminders over work of a feature that is made up, due on days around this one. */
@MarketplaceTest
class DeadlinesTests {

    /** Something whose number says in how many days it is due; it has waited for nine days. */
    private static final String WORK = """
            select md5(cast(cast(:person as uuid) as text) || d.days)::uuid as id, md5('document ' || d.days)::uuid as target,
                   d.days::text as number, '课本' as about, '王老师' as who, cast(null as bigint) as amount_in_fen,
                   now() - interval '9 days' as since, beginning_of_day(beijing_day(now()) + d.days) + interval '15 hours' as due_at
              from generate_series(%s) d (days)
            """;

    @Autowired
    DatabaseClient database;

    private Actor accountant;

    @BeforeEach
    void somebody() {
        accountant = new TestPeople(database).atNewSchool(Role.ACCOUNTANT);
    }

    @Test
    void theDayBeforeAndTheDayAfterAreSaidOnceEach() {
        Deadlines deadlines = of("-1, 2", Role.ACCOUNTANT);

        assertThat(said(deadlines, accountant))
                .containsExactlyInAnyOrder(
                        "-1 deadline.soon", "-1 deadline.late", "0 deadline.soon", "1 deadline.soon");
        assertThat(said(deadlines, accountant))
                .as("asked again they are the same")
                .hasSize(4);
        assertThat(deadlines.counted(accountant).block()).isEqualTo(new Deadlines.Counted(2, 1));
    }

    @Test
    void whoHasSeenThemIsNotToldAgainAndWhoDoesNotWantThemIsNotTold() {
        Notices notices = new Notices(database, List.of(of("-1, 1", Role.ACCOUNTANT)));
        assertThat(notices.fresh(accountant).block()).isEqualTo(4);

        notices.seen(accountant).block();
        assertThat(notices.fresh(accountant).block()).isZero();

        Actor other = new TestPeople(database).atNewSchool(Role.ACCOUNTANT);
        notices.mute(other, List.of("due-work")).block();
        assertThat(notices.fresh(other).block()).isZero();
    }

    @Test
    void whoMayNotDoTheWorkIsNotReminded() {
        assertThat(said(of("-1, 1", Role.PRINCIPAL), accountant)).isEmpty();
        assertThat(of("-1, 1", Role.PRINCIPAL).counted(accountant).block()).isEqualTo(new Deadlines.Counted(0, 0));
    }

    @Test
    void workThatDoesNotRemindRemindsNobody() {
        WorkSource quiet = () -> List.of(new WorkKind("work", Set.of(Role.ACCOUNTANT), WORK.formatted("-1, 1")));
        assertThat(new Deadlines(database, List.of(quiet)).notices()).isEmpty();
        assertThat(new Deadlines(database, List.of(quiet)).counted(accountant).block())
                .isEqualTo(new Deadlines.Counted(0, 0));
    }

    private Deadlines of(String days, Role role) {
        return new Deadlines(
                database, List.of(() -> List.of(new WorkKind("work", Set.of(role), WORK.formatted(days)).reminding())));
    }

    private List<String> said(Deadlines deadlines, Actor actor) {
        return Objects.requireNonNull(new Notices(database, List.of(deadlines))
                        .of(actor, Sought.everything(Cursor.START, 20))
                        .block())
                .items()
                .stream()
                .map(notice -> notice.number() + " " + notice.word())
                .toList();
    }
}
