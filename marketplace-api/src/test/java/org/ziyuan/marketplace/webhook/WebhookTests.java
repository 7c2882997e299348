package org.ziyuan.marketplace.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.NodeRoles;
import reactor.core.publisher.Mono;

/** News reaches the vendor's program signed, again and again until it is taken, and never an address inside. */
@MarketplaceTest
class WebhookTests {

    private final WireMockServer program =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @Autowired
    DatabaseClient database;

    @Autowired
    Webhooks webhooks;

    @Autowired
    SentNews news;

    @Autowired
    ColumnEncryption encryption;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    AuditLog audit;

    @Autowired
    Environment environment;

    private Actor vendor;
    private SendNews sender;
    private WriteWebhook write;

    @BeforeEach
    void aVendorWithAProgram() {
        run(database.sql("delete from webhook_delivery").then());
        vendor = new TestPeople(database).atNewVendor();
        WebhookSettings settings = settings(true);
        write = new WriteWebhook(database, webhooks, settings, encryption, transactions, audit);
        sender = sender(settings);
        program.start();
        answers(204);
    }

    @AfterEach
    void stop() {
        program.stop();
    }

    @Test
    void newsOfAnOrderIsSentOnceSignedAndWithoutTheBuyersBudget() throws GeneralSecurityException {
        WriteWebhook.Drawn webhook = webhook("ORDERS");
        OutboxMessage issued = issued(vendor.organizationId());
        run(news.deliver(issued));
        run(news.deliver(issued));
        run(news.deliver(issued(Ids.next())));
        run(news.deliver(new OutboxMessage(Ids.next(), "LicenceRevoked", "licence", Ids.next(), Map.of())));
        run(news.deliver(new OutboxMessage(Ids.next(), "RosterChanged", "organization", Ids.next(), Map.of())));

        run(sender.round());

        List<LoggedRequest> sent = program.findAll(postRequestedFor(anyUrl()));
        assertThat(sent).hasSize(1);
        LoggedRequest one = sent.get(0);
        assertThat(one.getBodyAsString())
                .contains("PurchaseOrderIssued", "PO-1")
                .doesNotContain("budgetLine");
        assertThat(one.getHeader("webhook-key-id")).isEqualTo(webhook.webhook().keyId());
        assertThat(one.getHeader("webhook-signature"))
                .isEqualTo(SendNews.sign(
                        webhook.secret(),
                        UUID.fromString(one.getHeader("webhook-id")),
                        Long.parseLong(one.getHeader("webhook-timestamp")),
                        one.getBodyAsString()));
        assertThat(log(webhook)).extracting(WebhookDelivery::state).containsExactly(SentState.DELIVERED);

        run(news.again(webhook.webhook().id(), log(webhook).get(0).id(), vendor));
        run(sender.round());
        assertThat(program.findAll(postRequestedFor(anyUrl())))
                .extracting(request -> request.getHeader("webhook-id"))
                .as("the program knows it again")
                .hasSize(2)
                .containsOnly(one.getHeader("webhook-id"));
    }

    @Test
    void whatIsRefusedComesAgainLaterAndAnAddressThatFailsIsLeftAloneForAWhile() {
        WriteWebhook.Drawn webhook = webhook("ORDERS", "LISTINGS");
        for (int order = 0; order < 6; order++) {
            run(news.deliver(issued(vendor.organizationId())));
        }
        answers(500);
        run(sender.round());
        assertThat(program.findAll(postRequestedFor(anyUrl())))
                .as("three in a row close the circuit")
                .hasSize(3);
        assertThat(there(webhooks.find(webhook.webhook().id(), vendor)).closedUntil())
                .isNotNull();
        assertThat(log(webhook)).allSatisfy(one -> assertThat(one.state()).isEqualTo(SentState.PENDING));
        run(sender.round());
        assertThat(program.findAll(postRequestedFor(anyUrl()))).hasSize(3);

        thePauseIsOver();
        run(sender.round());
        assertThat(program.findAll(postRequestedFor(anyUrl())))
                .as("one alone tries")
                .hasSize(4);
        answers(200);
        thePauseIsOver();
        run(sender.round());

        assertThat(log(webhook)).extracting(WebhookDelivery::state).containsOnly(SentState.DELIVERED);
        assertThat(there(webhooks.find(webhook.webhook().id(), vendor)).failures())
                .isZero();
    }

    @Test
    void whatIsNeverTakenIsGivenUp() {
        WriteWebhook.Drawn webhook = webhook("ORDERS");
        run(news.ping(webhook.webhook().id(), vendor));
        answers(302);
        for (int attempt = 0; attempt < 4; attempt++) {
            run(sender.round());
            thePauseIsOver();
        }

        WebhookDelivery given = log(webhook).get(0);
        assertThat(given.state()).isEqualTo(SentState.GIVEN_UP);
        assertThat(given.attempts()).isEqualTo(4);
        assertThat(given.status()).as("no redirect is followed").isEqualTo(302);
    }

    /** By what a connection really leads to: a name that resolves to an address inside is no way in either. */
    @Test
    void nothingIsSentToAnAddressInside() {
        SendNews outside = sender(settings(false));
        for (String host : List.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]")) {
            WriteWebhook.Drawn webhook = drawn("http://" + host + ":" + program.port() + "/", "ORDERS");
            run(news.ping(webhook.webhook().id(), vendor));

            run(outside.round());

            assertThat(log(webhook).get(0).failure()).as(host).isIn("unreachable", "late");
            run(write.end(webhook.webhook().id(), vendor));
        }
        assertThat(program.getAllServeEvents()).isEmpty();
    }

    @Test
    void anAddressIsPublicAndAboutSomething() {
        WriteWebhook strict = new WriteWebhook(database, webhooks, settings(false), encryption, transactions, audit);
        for (String wrong :
                List.of("http://program.example.cn/", "https://u:p@example.cn/", "ftp://x.cn/", "", "https://")) {
            assertThatThrownBy(() -> strict.add(Ids.next(), wrong, List.of("ORDERS"), vendor)
                            .block())
                    .as(wrong)
                    .hasMessageContaining("webhook-address");
        }
        assertThatThrownBy(() -> strict.add(Ids.next(), "https://program.example.cn/", List.of("PEOPLE"), vendor)
                        .block())
                .hasMessageContaining("webhook-without-topic");
        for (int more = 0; more < 5; more++) {
            run(strict.add(Ids.next(), "https://program.example.cn/", List.of("ORDERS"), vendor));
        }
        assertThatThrownBy(() -> strict.add(Ids.next(), "https://program.example.cn/", List.of("ORDERS"), vendor)
                        .block())
                .hasMessageContaining("webhooks-full");
    }

    @Test
    void anotherVendorsAddressDoesNotExist() {
        UUID id = webhook("ORDERS").webhook().id();
        Actor stranger = new TestPeople(database).atNewVendor();

        for (Mono<?> act : List.of(
                webhooks.find(id, stranger),
                write.draw(id, stranger),
                write.end(id, stranger),
                news.ping(id, stranger))) {
            assertThatThrownBy(() -> run(act)).hasMessageContaining("webhook-not-found");
        }
    }

    private WriteWebhook.Drawn webhook(String... topics) {
        return drawn("http://127.0.0.1:" + program.port() + "/hook", topics);
    }

    private WriteWebhook.Drawn drawn(String url, String... topics) {
        UUID id = Ids.next();
        run(write.add(id, url, List.of(topics), vendor));
        return there(write.draw(id, vendor));
    }

    private static OutboxMessage issued(UUID vendor) {
        UUID order = Ids.next();
        return new OutboxMessage(
                Ids.next(),
                "PurchaseOrderIssued",
                "purchase-order",
                order,
                Map.of(
                        "orderId", order.toString(),
                        "number", "PO-1",
                        "vendorId", vendor.toString(),
                        "budgetLineId", Ids.next().toString()));
    }

    private void answers(int status) {
        program.resetMappings();
        program.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(status).withHeader("Location", "http://127.0.0.1:1/")));
    }

    private void thePauseIsOver() {
        run(database.sql("update webhook_delivery set next_attempt_at = now() where state = 'PENDING'")
                .then());
        run(database.sql("update webhook set closed_until = now() where closed_until is not null")
                .then());
    }

    private SendNews sender(WebhookSettings settings) {
        return new SendNews(new DueNews(database, settings), settings, encryption, new NodeRoles(environment));
    }

    private static WebhookSettings settings(boolean inside) {
        return new WebhookSettings(
                Duration.ofSeconds(inside ? 5 : 1),
                inside,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofHours(6),
                4,
                3);
    }

    private List<WebhookDelivery> log(WriteWebhook.Drawn webhook) {
        return there(webhooks.sent(webhook.webhook().id(), Sought.everything(Cursor.START, 100), vendor))
                .items();
    }

    private static <T> T there(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void run(Mono<?> work) {
        work.then().block();
    }
}
