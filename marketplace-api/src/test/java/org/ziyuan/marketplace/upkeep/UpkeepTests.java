package org.ziyuan.marketplace.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.upkeep.MessagesPutAside.PutAsideMessage;

@MarketplaceTest
class UpkeepTests {

    /** Nobody relays to it: what is put aside for it stays. */
    private static final String CONSUMER = "upkeep-tests";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    MessagesPutAside messages;

    @Autowired
    Backlogs backlogs;

    private Actor operator;
    private Actor teacher;
    private UUID message;

    @BeforeEach
    void aMessageThatOneConsumerDidNotTake() {
        TestPeople people = new TestPeople(database);
        String code = "p" + Ids.next().toString().replace("-", "");
        UUID platform = people.organization("operator", null, code, code);
        operator = people.employ(people.person(), platform, code, Role.OPERATOR);
        teacher = people.employ(people.person(), platform, code, Role.TEACHER);
        UUID document = Ids.next();
        message = told(document, "QUARANTINED", 12, "IllegalStateException: the order has no lines");
        UUID unused = told(document, "PENDING", 0, "");
    }

    @Test
    void whatWasPutAsideIsSaidWithItsReasonAndWhatWaitsBehindIt() {
        assertThat(found("nobody said this")).isEmpty();
        assertThat(found("no lines", CONSUMER))
                .filteredOn(one -> one.message().equals(message))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.attempts()).isEqualTo(12);
                    assertThat(one.lastError()).contains("the order has no lines");
                    assertThat(one.behind()).isOne();
                });
        Backlogs.Waiting waiting = backlogs.now().blockOptional().orElseThrow();
        assertThat(waiting.putAside()).isPositive();
        assertThat(waiting.putAsideSince()).isNotNull();
        assertThat(waiting.news()).isPositive();
    }

    @Test
    void theOperatorHasItHandedOverAgainOnceAndHisNameStays() {
        again(teacher, 403, "role-required");
        signedIn(context, operator)
                .post()
                .uri("/api/v1/upkeep/messages/{id}/try-again", message)
                .bodyValue(Map.of("consumer", CONSUMER))
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(state()).isEqualTo("PENDING 0");
        assertThat(found("no lines", CONSUMER)).noneMatch(one -> one.message().equals(message));
        again(operator, 409, "message-not-put-aside");
        assertThat(database.sql("select actor_name from audit_entry where subject_id = :message")
                        .bind("message", message)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly(operator.displayName());
    }

    private void again(Actor by, int status, String code) {
        signedIn(context, by)
                .post()
                .uri("/api/v1/upkeep/messages/{id}/try-again", message)
                .bodyValue(Map.of("consumer", CONSUMER))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private List<PutAsideMessage> found(String... words) {
        var sought = new Sought(List.of(words), null, null, "", 100, "", Map.of(), Set.of());
        return messages.list(sought).blockOptional().orElseThrow().items();
    }

    private String state() {
        return database.sql("""
                        select d.state || ' ' || d.attempts as standing from outbox_delivery d
                          join outbox_message m using (seq) where m.id = :message
                        """)
                .bind("message", message)
                .mapValue(String.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private UUID told(UUID document, String state, int attempts, String reason) {
        UUID id = Ids.next();
        database.sql("""
                        with told as (
                          insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)
                          values (:id, 'Told', 'purchase-order', :document, '{}') returning seq)
                        insert into outbox_delivery (consumer, seq, aggregate_id, state, attempts, last_error)
                        select :consumer, seq, :document, :state, :attempts, nullif(:reason, '') from told
                        """)
                .bind("id", id)
                .bind("document", document)
                .bind("consumer", CONSUMER)
                .bind("state", state)
                .bind("attempts", attempts)
                .bind("reason", reason)
                .then()
                .block();
        return id;
    }
}
