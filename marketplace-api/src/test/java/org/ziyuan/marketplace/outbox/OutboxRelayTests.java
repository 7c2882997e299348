package org.ziyuan.marketplace.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Announcements;
import org.ziyuan.marketplace.transaction.NodeRoles;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class OutboxRelayTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RelaySettings QUICK = new RelaySettings(
            Duration.ofMinutes(5), Duration.ofSeconds(30), 4, 4, 2, Duration.ZERO, Duration.ofSeconds(1));

    private final ConnectionPool pool = TestDatabase.another().pool(8);
    private final DatabaseClient database = DatabaseClient.create(pool);
    private final Outbox outbox = new Outbox(database, JSON);
    private final Deliveries deliveries = new Deliveries(database, JSON, QUICK);
    private final DeliverNews deliver = new DeliverNews(deliveries, QUICK);

    @AfterEach
    void close() {
        pool.disposeLater().block();
    }

    @Test
    void handsTheNewsOfOneThingOverInOrder() {
        subscribe("index", "Happened");
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        for (int number = 1; number <= 5; number++) {
            publish("Happened", one, number);
            publish("Happened", other, number);
        }
        Recorder index = new Recorder("index", message -> Mono.empty());

        deliver.drain(index).block();

        assertThat(index.numbersOf(one)).containsExactly(1, 2, 3, 4, 5);
        assertThat(index.numbersOf(other)).containsExactly(1, 2, 3, 4, 5);
        assertThat(states()).containsOnly("DELIVERED");
    }

    @Test
    void aMessagePutOffByAClockThatHasGoneBackSinceDoesNotWaitForIt() {
        subscribe("index", "Happened");
        publish("Happened", UUID.randomUUID(), 1);
        publish("Happened", UUID.randomUUID(), 2);
        database.sql("""
                        update outbox_delivery
                           set next_attempt_at = now() + case seq when (select min(seq) from outbox_message)
                               then interval '25 hours' else interval '20 seconds' end
                        """).then().block();
        Recorder index = new Recorder("index", message -> Mono.empty());

        deliver.drain(index).block();

        assertThat(states()).containsExactly("DELIVERED", "PENDING");
    }

    @Test
    void aFailingMessageIsTriedAgainThenQuarantinedAndHoldsBackOnlyItsOwnAggregate() {
        subscribe("index", "Happened");
        UUID sick = UUID.randomUUID();
        UUID healthy = UUID.randomUUID();
        publish("Happened", sick, 1);
        publish("Happened", sick, 2);
        publish("Happened", healthy, 3);
        Recorder index = new Recorder(
                "index",
                message -> message.aggregateId().equals(sick)
                        ? Mono.error(new IllegalStateException("no\nindex"))
                        : Mono.empty());

        deliver.drain(index).block();

        assertThat(index.numbersOf(sick)).containsExactly(1, 1);
        assertThat(index.numbersOf(healthy)).containsExactly(3);
        assertThat(states()).containsExactly("QUARANTINED", "PENDING", "DELIVERED");
        assertThat(lastErrors()).containsExactly("IllegalStateException: no index");
    }

    @Test
    void twoNodesShareTheWorkAndHandEachMessageOverOnce() {
        subscribe("index", "Happened");
        Set<UUID> things = new HashSet<>();
        for (int number = 0; number < 60; number++) {
            UUID thing = UUID.randomUUID();
            things.add(thing);
            publish("Happened", thing, number);
        }
        Recorder left = new Recorder("index", message -> Mono.empty());
        Recorder right = new Recorder("index", message -> Mono.empty());

        Mono.when(deliver.drain(left), deliver.drain(right)).block();

        List<UUID> seen = new ArrayList<>(left.aggregates());
        seen.addAll(right.aggregates());
        assertThat(seen).hasSize(60).containsExactlyInAnyOrderElementsOf(things);
    }

    @Test
    void whatADeadNodeHadClaimedIsHandedOverWhenTheLeaseEnds() {
        subscribe("index", "Happened");
        UUID thing = UUID.randomUUID();
        publish("Happened", thing, 1);
        assertThat(deliveries.claim("index").collectList().block()).hasSize(1);
        Recorder index = new Recorder("index", message -> Mono.empty());

        deliver.drain(index).block();
        assertThat(index.aggregates()).isEmpty();

        database.sql("update outbox_delivery set next_attempt_at = now()")
                .then()
                .block();
        deliver.drain(index).block();
        assertThat(index.aggregates()).containsExactly(thing);
    }

    @Test
    void aCommitWakesTheRelayWithoutWaitingForThePoll() throws InterruptedException {
        subscribe("index", "Happened");
        CountDownLatch delivered = new CountDownLatch(1);
        Recorder index = new Recorder("index", message -> Mono.fromRunnable(delivered::countDown));
        OutboxRelay relay = relay(index);
        relay.start();

        publish("Happened", UUID.randomUUID(), 1);

        assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch stopped = new CountDownLatch(1);
        relay.stop(stopped::countDown);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void startsOnlyWhereTheNodeHasTheRole() {
        Recorder index = new Recorder("index", message -> Mono.empty());

        assertThat(relay(index, "web,api").isAutoStartup()).isFalse();
        assertThat(relay(index, "relay").isAutoStartup()).isTrue();
    }

    private OutboxRelay relay(OutboxConsumer consumer) {
        return relay(consumer, "relay");
    }

    private OutboxRelay relay(OutboxConsumer consumer, String roles) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("consumer", consumer));
        return new OutboxRelay(
                beans.getBeanProvider(OutboxConsumer.class),
                deliver,
                new OutboxWakeUps(new Announcements(pool)),
                QUICK,
                new NodeRoles(new MockEnvironment().withProperty("ziyuan.roles", roles)));
    }

    private void subscribe(String consumer, String type) {
        database.sql("insert into outbox_subscription values (:consumer, :type)")
                .bind("consumer", consumer)
                .bind("type", type)
                .then()
                .block();
    }

    private void publish(String type, UUID aggregate, int number) {
        outbox.publish(type, "thing", aggregate, Map.of("number", number)).block();
    }

    private List<String> states() {
        return strings("select state from outbox_delivery order by seq");
    }

    private List<String> lastErrors() {
        return strings("select last_error from outbox_delivery where last_error is not null");
    }

    private List<String> strings(String sql) {
        List<String> found =
                database.sql(sql).mapValue(String.class).all().collectList().block();
        return found == null ? List.of() : found;
    }

    /** A consumer that remembers what it was handed. */
    private record Recorder(String name, Function<OutboxMessage, Mono<Void>> act, Collection<OutboxMessage> seen)
            implements OutboxConsumer {

        Recorder(String name, Function<OutboxMessage, Mono<Void>> act) {
            this(name, act, new ConcurrentLinkedQueue<>());
        }

        @Override
        public Mono<Void> deliver(OutboxMessage message) {
            seen.add(message);
            return act.apply(message);
        }

        List<Object> numbersOf(UUID aggregate) {
            return Flux.fromIterable(seen)
                    .filter(message -> message.aggregateId().equals(aggregate))
                    .map(message -> message.payload().get("number"))
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
        }

        List<UUID> aggregates() {
            return seen.stream().map(OutboxMessage::aggregateId).toList();
        }
    }
}
