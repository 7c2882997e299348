package org.ziyuan.marketplace.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Announcements;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes remember sessions; what changes one of them is known to both within two seconds, or nothing is remembered. */
class RememberedSessionsTests {

    /** The promise. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SessionSettings SETTINGS =
            new SessionSettings(Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofHours(12), 3, true);

    private final TestDatabase shared = TestDatabase.another();
    private final Line line = Line.to(shared.port());
    private final DatabaseClient database = shared.client();
    private final TestPeople people = new TestPeople(database);
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final Node first = new Node(shared.pool(2));
    private final Node second = new Node(
            TestDatabase.pool(shared.r2dbcUrl().replace("localhost:" + shared.port(), "localhost:" + line.port()), 2));

    @BeforeEach
    void listen() {
        first.changes.start();
        second.changes.start();
    }

    @AfterEach
    void close() throws IOException {
        first.changes.stop();
        second.changes.stop();
        line.close();
        pools.forEach(pool -> pool.disposeLater().block());
    }

    @Test
    void whatEndsASessionOrARoleActsOnEveryNodeWithinTwoSeconds() {
        for (String change : List.of(
                "update role_assignment set valid_until = now() where person_id = '%s'",
                "update person set status = 'SUSPENDED' where id = '%s'",
                "update person set credentials_changed_at = clock_timestamp() where id = '%s'",
                "update organization set status = 'TERMINATED' where id in "
                        + "(select organization_id from role_assignment where person_id = '%s')",
                "delete from web_session where person_id = '%s'")) {
            Actor purchaser = people.atNewSchool(Role.PURCHASER);
            String id = opened(purchaser);
            await(PATIENCE, () -> first.remembers(id) && second.remembers(id), change);

            run(change.formatted(purchaser.person()));

            await(EVERYWHERE, () -> !first.admits(id) && !second.admits(id), change);
        }
    }

    @Test
    void anotherRoleAndAnotherNameOfTheSchoolAreSeenOnEveryNodeToo() {
        Actor teacher = people.atNewSchool(Role.TEACHER);
        String id = opened(teacher);
        await(PATIENCE, () -> first.remembers(id) && second.remembers(id), "remembered");

        var unused =
                people.employ(teacher.person(), teacher.organizationId(), teacher.organizationPath(), Role.ACCOUNTANT);
        run("update organization set name = '新名' where id = '" + teacher.organizationId() + "'");

        await(
                EVERYWHERE,
                () -> List.of(first, second).stream()
                        .map(node -> Objects.requireNonNull(StoredSession.capacity(node.read(id))))
                        .allMatch(now -> now.actor().is(Role.ACCOUNTANT)
                                && now.organizationName().equals("新名")),
                "the other role");
    }

    @Test
    void aNodeThatDoesNotHearRemembersNothingAndAnswersFreshOnceItIsBack() {
        Actor purchaser = people.atNewSchool(Role.PURCHASER);
        String id = opened(purchaser);
        await(PATIENCE, () -> second.remembers(id), "remembered");

        line.swallow();
        await(EVERYWHERE, () -> !second.remembered(id), "a silent line");
        run("update role_assignment set valid_until = now() where person_id = '" + purchaser.person() + "'");
        line.carry();
        line.cut();

        assertThat(second.admits(id)).isFalse();
        String another = opened(people.atNewSchool(Role.PURCHASER));
        await(PATIENCE, () -> second.remembers(another), "it listens again");
        assertThat(second.admits(id)).isFalse();
    }

    @Test
    void aConnectionThatIsCutTakesEverythingWithIt() {
        String id = opened(people.atNewSchool(Role.PURCHASER));
        await(PATIENCE, () -> second.remembers(id), "remembered");

        line.refuse();

        await(EVERYWHERE, () -> !second.remembered(id), "a cut line");
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKeptAfterIt() {
        String id = opened(people.atNewSchool(Role.PURCHASER));
        await(PATIENCE, () -> first.remembers(id), "remembered");
        FoundSession before = Objects.requireNonNull(first.remembered.find(Sha256.of(id)));
        long mark = first.remembered.mark();

        first.remembered.forget(Sha256.of(id));
        first.remembered.keep(Sha256.of(id), before, Duration.ofMinutes(1), mark);

        assertThat(first.remembered(id)).isFalse();
    }

    @Test
    void whoComesWhenTheListeningHasBegunRemembersTooButNothingThatWasReadBefore() {
        String id = opened(people.atNewSchool(Role.PURCHASER));
        await(PATIENCE, () -> first.remembers(id), "remembered");
        FoundSession found = Objects.requireNonNull(first.remembered.find(Sha256.of(id)));
        RememberedSessions late = new RememberedSessions(SETTINGS);
        long before = late.mark();

        late.hear(new Announcements.UpToDate(System.nanoTime()));
        late.keep(Sha256.of(id), found, Duration.ofMinutes(1), before);
        assertThat(late.find(Sha256.of(id))).isNull();

        late.keep(Sha256.of(id), found, Duration.ofMinutes(1), late.mark());
        assertThat(late.find(Sha256.of(id))).isNotNull();
    }

    @Test
    void whoActsIsReadAnewAndWhatIsToBeSaidOnceIsNotRemembered() {
        Actor purchaser = people.atNewSchool(Role.PURCHASER);
        String id = opened(purchaser);
        await(PATIENCE, () -> first.remembers(id), "remembered");
        first.remembered.keep(
                Sha256.of(id),
                Objects.requireNonNull(first.remembered.find(Sha256.of(id))),
                Duration.ofMinutes(1),
                first.remembered.mark());
        WebSession acting =
                Objects.requireNonNull(first.sessions.retrieveSession(id).block());

        acting.getAttributes().put("flash", "saved");
        acting.save().block();

        assertThat(first.remembered(id)).isFalse();
        assertThat(first.read(id).<String>getAttribute("flash")).isEqualTo("saved");
        assertThat(first.remembered(id)).isFalse();
    }

    @Test
    void noMoreThanAFewAreRemembered() {
        List<Actor> teachers =
                Stream.generate(() -> people.atNewSchool(Role.TEACHER)).limit(5).toList();
        List<String> many = teachers.stream().map(this::opened).toList();

        await(
                PATIENCE,
                () -> {
                    assertThat(many).allMatch(first::admits);
                    long remembered = many.stream().filter(first::remembered).count();
                    assertThat(remembered).isLessThanOrEqualTo(SETTINGS.remembered());
                    return remembered == SETTINGS.remembered();
                },
                "as many as there is room for");
    }

    /** A session of the person, as signing in leaves it. */
    private String opened(Actor person) {
        WebSession session =
                Objects.requireNonNull(first.sessions.createWebSession().block());
        session.getAttributes().put(StoredSession.PERSON, person.person().toString());
        session.getAttributes()
                .put(StoredSession.ORGANIZATION, person.organizationId().toString());
        session.save().block();
        return session.getId();
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }

    private static void await(Duration patience, BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** One node: it listens by a pool of its own, and reads the database that is there. */
    private final class Node {

        private final RememberedSessions remembered = new RememberedSessions(SETTINGS);
        private final HearsOfChanges changes;
        private final WebSessions sessions;

        private Node(ConnectionPool listens) {
            pools.add(listens);
            changes = new HearsOfChanges(new Announcements(listens), remembered, SETTINGS);
            sessions = new WebSessions(database, JsonMapper.builder().build(), SETTINGS, remembered);
        }

        private WebSession read(String id) {
            return Objects.requireNonNull(seen(id));
        }

        private boolean admits(String id) {
            WebSession session = seen(id);
            return session != null && StoredSession.capacity(session) != null;
        }

        private boolean remembers(String id) {
            return admits(id) && remembered(id);
        }

        private boolean remembered(String id) {
            return remembered.find(Sha256.of(id)) != null;
        }

        private @Nullable WebSession seen(String id) {
            return sessions.retrieveSession(id)
                    .contextWrite(ConnectionPools::reading)
                    .block();
        }
    }
}
