package org.ziyuan.marketplace.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Against an SMTP server that takes mail as others do. */
@MarketplaceTest
class MailTests {

    private static final Pattern CODE = Pattern.compile("[cC]ode=([0-9A-Z-]{19})");

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    Outbox outbox;

    @Autowired
    MailAddresses addresses;

    @Autowired
    SentLetters sent;

    @Autowired
    ApplicationContext context;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Actor somebody = Actor.system("nobody yet", new UUID(0, 0));
    private String address = "";

    @BeforeEach
    void aServerAndAPerson() {
        server.start();
        somebody = new TestPeople(database).atNewSchool(Role.TEACHER);
        address = "t" + Ids.next().toString().substring(24) + "@school.example.cn";
    }

    @AfterEach
    void stopped() {
        server.stop();
    }

    @Test
    void anAddressIsTheirsOnceTheCodeOfTheLetterIsUsed() throws MessagingException {
        OwnMail own = own(settings(server.getSmtp().getPort()));
        own.enter(" " + address + " ", somebody).block();
        deliver(settings(server.getSmtp().getPort()));

        assertThat(standing(own).verified()).isFalse();
        assertThat(standing(own).address()).isEqualTo("t***@school.example.cn");
        MimeMessage letter = only();
        assertThat(letter.getAllRecipients()[0].toString()).isEqualTo(address);
        assertThat(GreenMailUtil.getBody(letter)).doesNotContain(somebody.displayName());
        String code = code(letter);
        refuses(own.verify("0000-0000-0000-0000", somebody), "mail-code-unknown");
        refuses(own.verify(code, new TestPeople(database).atNewSchool(Role.TEACHER)), "mail-code-unknown");
        own.verify(code.toLowerCase(Locale.ROOT), somebody).block();
        assertThat(standing(own).verified()).isTrue();
        refuses(own.verify(code, somebody), "mail-code-unknown");

        assertThat(stored(address)).as("an address lies sealed").isZero();
        assertThat(stored(code)).as("a code lies nowhere").isZero();
    }

    @Test
    void aLetterIsSentOnceHoweverOftenTheNewsComes() {
        MailSettings settings = settings(server.getSmtp().getPort());
        own(settings).enter(address, somebody).block();
        OutboxMessage message = wanted();

        sender(settings).deliver(message).block();
        sender(settings).deliver(message).block();

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsAskedAgainAndOneThatRefusesIsNot() throws IOException {
        MailSettings away = settings(1);
        own(away).enter(address, somebody).block();
        OutboxMessage message = wanted();
        assertThatThrownBy(() -> sender(away).deliver(message).block()).isInstanceOf(Exception.class);
        assertThat(standing(own(away)).refused()).isFalse();

        try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailSettings settings = settings(refusing.getLocalPort());
            Thread answering = new Thread(() -> refuseOne(refusing));
            answering.start();
            sender(settings).deliver(message).block();
            assertThat(standing(own(settings)).refused()).isTrue();
        }
        sender(settings(server.getSmtp().getPort())).deliver(message).block();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    /** A server that knows nobody. */
    private static void refuseOne(ServerSocket listening) {
        try (Socket socket = listening.accept();
                BufferedReader said =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream answers = socket.getOutputStream()) {
            answers.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String answer =
                        line.startsWith("RCPT") ? "550 5.1.1 nobody" : line.startsWith("QUIT") ? "221 bye" : "250 ok";
                answers.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void withoutAServerNothingIsAskedForAndNothingIsSent() {
        MailSettings none =
                new MailSettings("", 25, MailSettings.Security.NONE, null, null, "", "", Duration.ofSeconds(1));
        refuses(own(none).enter(address, somebody), "mail-is-off");
        assertThat(standing(own(none)).on()).isFalse();
        transactions
                .execute(new Letters(none, outbox, database)
                        .want(Ids.next(), "invitation", Ids.next(), somebody.person()))
                .block();
        assertThat(wantedOf(somebody.person())).isZero();
    }

    @Test
    void whatIsNoAddressIsRefusedAndSoAreTooManyLetters() {
        MailSettings settings = settings(server.getSmtp().getPort());
        OwnMail own = own(settings);
        for (String typed : List.of(
                "",
                "zhang",
                "zhang@",
                "@school.cn",
                "a b@school.cn",
                "a@school",
                "a@b.cn\r\nBcc: c@d.cn",
                "张@school.cn")) {
            refuses(own.enter(typed, somebody), "mail-address-malformed");
        }
        for (int time = 0; time < 5; time++) {
            own.enter(address, somebody).block();
            sender(settings).deliver(wanted()).block();
        }
        refuses(own.enter(address, somebody), "mail-asked-too-often");
    }

    @Test
    void whoDoesNotWantAKindOfLetterGetsNone() {
        MailSettings settings = settings(server.getSmtp().getPort());
        OwnMail own = own(settings);
        own.enter(address, somebody).block();
        own.mute(List.of("notices"), somebody).block();
        long before = wantedOf(somebody.person());
        transactions
                .execute(new Letters(settings, outbox, database)
                        .want(Ids.next(), "notices", somebody.person(), somebody.person()))
                .block();
        assertThat(wantedOf(somebody.person())).isEqualTo(before);
        refuses(own.mute(List.of("everything"), somebody), "field-malformed");

        own.forget(somebody).block();
        assertThat(standing(own).address()).isEmpty();
    }

    @Test
    void aProgramDoesTheSameAboutItsOwnMail() {
        addresses.enter(somebody.person(), address).block();
        WebTestClient client = TestPeople.signedIn(context, somebody);
        client.get()
                .uri("/api/v1/account/mail")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.address")
                .isEqualTo("t***@school.example.cn");
        client.put()
                .uri("/api/v1/account/mail")
                .bodyValue(Map.of("mail", address))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("mail-is-off");
        client.put()
                .uri("/api/v1/account/mail/muted")
                .bodyValue(Map.of("kinds", List.of("notices")))
                .exchange()
                .expectStatus()
                .isNoContent();
        client.post()
                .uri("/api/v1/account/mail/confirmation")
                .bodyValue(Map.of("mailCode", "0000-0000-0000-0000"))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        client.delete().uri("/api/v1/account/mail").exchange().expectStatus().isNoContent();
        assertThat(addresses.of(somebody.person()).block()).isNull();
    }

    private void deliver(MailSettings settings) {
        sender(settings).deliver(wanted()).block();
    }

    /** The last letter that was wanted for this person, as the outbox hands it over. */
    private OutboxMessage wanted() {
        return Objects.requireNonNull(database.sql("""
                        select id from outbox_message where type = 'LetterWanted' and payload->>'person' = :person
                         order by seq desc limit 1
                        """)
                .bind("person", somebody.person().toString())
                .mapValue(UUID.class)
                .one()
                .map(id -> new OutboxMessage(
                        id,
                        "LetterWanted",
                        "letter",
                        id,
                        Map.of(
                                "kind", "address",
                                "about", somebody.person().toString(),
                                "person", somebody.person().toString())))
                .block());
    }

    private long wantedOf(UUID person) {
        return Objects.requireNonNull(database.sql(
                        "select count(*) from outbox_message where type = 'LetterWanted' and payload->>'person' = :person")
                .bind("person", person.toString())
                .mapValue(Long.class)
                .one()
                .block());
    }

    private long stored(String word) {
        return Objects.requireNonNull(database.sql("""
                        select (select count(*) from mail_address a where a::text ilike :word)
                             + (select count(*) from outbox_message m where m::text ilike :word)
                             + (select count(*) from letter l where l::text ilike :word)
                        """)
                .bind("word", "%" + word + "%")
                .mapValue(Long.class)
                .one()
                .block());
    }

    private OwnMail own(MailSettings settings) {
        return new OwnMail(database, addresses, new Letters(settings, outbox, database), transactions);
    }

    private SendLetters sender(MailSettings settings) {
        return new SendLetters(
                provider(new AddressLetter(database, settings)),
                addresses,
                sent,
                new Smtp(settings, Clock.systemUTC()),
                settings);
    }

    private static ObjectProvider<LetterKind> provider(LetterKind... kinds) {
        return new ObjectProvider<>() {
            @Override
            public Stream<LetterKind> orderedStream() {
                return Arrays.stream(kinds);
            }
        };
    }

    private static MailSettings settings(int port) {
        return new MailSettings(
                "127.0.0.1",
                port,
                MailSettings.Security.NONE,
                null,
                null,
                "market@edu.example.cn",
                "https://market.example.cn/",
                Duration.ofSeconds(5));
    }

    private static OwnMail.Standing standing(OwnMail own, Actor who) {
        return Objects.requireNonNull(own.standing(who).block());
    }

    private OwnMail.Standing standing(OwnMail own) {
        return standing(own, somebody);
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String code(MimeMessage letter) {
        Matcher code = CODE.matcher(text(letter));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static String text(MimeMessage letter) {
        try {
            return String.valueOf(letter.getContent());
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void refuses(Mono<?> act, String code) {
        assertThatThrownBy(() -> act.block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
