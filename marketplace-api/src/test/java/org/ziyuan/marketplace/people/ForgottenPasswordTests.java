package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CodeGuesses;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.mail.Letter;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.mail.MailAddresses;
import org.ziyuan.marketplace.mail.MailSettings;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

@MarketplaceTest
class ForgottenPasswordTests {

    private static final Pattern LINK = Pattern.compile("/join\\?invitationCode=([0-9A-Z-]{19})");
    private static final String WANTED = "一句只有我知道的长话 8";

    @Autowired
    DatabaseClient database;

    @Autowired
    Accounts accounts;

    @Autowired
    People people;

    @Autowired
    MailAddresses addresses;

    @Autowired
    Invitations invitations;

    @Autowired
    CodeGuesses guesses;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    AuditLog audit;

    @Autowired
    Outbox outbox;

    @Autowired
    UseInvitation use;

    @Autowired
    AdministerPerson administer;

    private Actor principal;
    private Actor teacher;
    private String from;

    @BeforeEach
    void aTeacherWithAProvedAddress() {
        TestPeople test = new TestPeople(database);
        principal = test.atNewSchool(Role.PRINCIPAL);
        teacher = test.colleagueOf(principal, Role.TEACHER);
        from = "from " + Ids.next();
        addresses.enter(teacher.person(), "t@school.example.cn").block();
        prove(teacher.person());
    }

    @Test
    void whoAsksGetsOneLetterWhoseLinkWorksOnce() {
        ask(login(teacher).toUpperCase(Locale.ROOT) + " ");
        ask(login(teacher));
        assertThat(wanted(teacher.person())).as("one while it is open").isOne();

        Letter letter = Objects.requireNonNull(
                letters().write(openOf(teacher.person()), true).block());
        assertThat(letter.text()).doesNotContain(teacher.displayName()).contains("三十分钟");
        String code = code(letter);
        assertThat(use.choosePassword(code, WANTED, null, from).block()).isEqualTo(teacher.person());
        refuses(use.choosePassword(code, WANTED + "9", null, from), "invitation-used");

        ask(login(teacher));
        assertThat(wanted(teacher.person())).as("another time another letter").isEqualTo(2);
    }

    @Test
    void theAnswerIsTheSameForSomebodyWhoCannotHaveALetter() {
        Actor unproved = new TestPeople(database).colleagueOf(principal, Role.TEACHER);
        addresses.enter(unproved.person(), "u@school.example.cn").block();
        Actor withoutAddress = new TestPeople(database).colleagueOf(principal, Role.TEACHER);
        Actor suspended = new TestPeople(database).colleagueOf(principal, Role.TEACHER);
        addresses.enter(suspended.person(), "s@school.example.cn").block();
        prove(suspended.person());
        administer.suspend(suspended.person(), "离校", principal).block();

        ask("nobody-" + Ids.next());
        ask("");
        ask("x".repeat(5_000));
        for (Actor somebody : new Actor[] {unproved, withoutAddress, suspended}) {
            ask(login(somebody));
            assertThat(wanted(somebody.person())).isZero();
        }
    }

    /** Whoever knows a login can ask: a slip that was handed over must stay good, until one of both ways is used. */
    @Test
    void askingDoesNotSpendWhatOthersHandedOut() {
        UUID offered = Objects.requireNonNull(
                administer.reset(Ids.next(), teacher.person(), principal).block());
        String slip =
                Objects.requireNonNull(use.draw(offered, principal).block()).code();

        ask(login(teacher));
        assertThat(invitations.byCode(slip, from).block()).isNotNull();
        UUID asked = openOf(teacher.person());
        String code = code(Objects.requireNonNull(letters().write(asked, true).block()));

        use.choosePassword(slip, WANTED, null, from).then().block();
        refuses(use.choosePassword(code, WANTED + "9", null, from), "invitation-revoked");
    }

    @Test
    void aLetterIsNotWrittenForAnAddressThatIsNoLongerProved() {
        ask(login(teacher));
        assertThat(letters().write(openOf(teacher.person()), false).block()).isNull();
    }

    @Test
    void tooManyQuestionsFromOnePlaceWaitAndWithoutMailItIsSaidWhoHelps() {
        Mono<Void> asked = guesses.asked(from);
        assertThatThrownBy(() -> asked.repeat(200).then().block()).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("password-asked-too-often");
            assertThat(refusal.values()).containsKeys("minutes", "retryAfter");
        });
        refuses(forgotten(true).ask(login(teacher), from), "password-asked-too-often");
        refuses(forgotten(false).ask(login(teacher), "elsewhere " + from), "password-without-mail");
        assertThat(wanted(teacher.person())).isZero();
    }

    private void ask(String login) {
        forgotten(true).ask(login, from).block();
    }

    private ForgottenPassword forgotten(boolean mail) {
        Letters letters = new Letters(settings(mail), outbox, database);
        return new ForgottenPassword(accounts, people, addresses, invitations, letters, guesses, transactions, audit);
    }

    private InvitationLetter.OfOneself letters() {
        return new InvitationLetter.OfOneself(new InvitationLetter(invitations, transactions, settings(true)));
    }

    private static MailSettings settings(boolean on) {
        return new MailSettings(
                on ? "127.0.0.1" : "",
                1,
                MailSettings.Security.NONE,
                null,
                null,
                "market@edu.example.cn",
                "https://market.example.cn",
                Duration.ofSeconds(1));
    }

    private String login(Actor somebody) {
        return Objects.requireNonNull(database.sql("select login from person where id = :id")
                .bind("id", somebody.person())
                .mapValue(String.class)
                .one()
                .block());
    }

    private void prove(UUID person) {
        database.sql("update mail_address set verified_at = now() where person_id = :person")
                .bind("person", person)
                .then()
                .block();
    }

    private UUID openOf(UUID person) {
        return Objects.requireNonNull(invitations.of(person).block()).stream()
                .filter(one -> one.byOneself() && one.stillOpen())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long wanted(UUID person) {
        return Objects.requireNonNull(database.sql("""
                        select count(*) from outbox_message
                         where type = 'LetterWanted' and payload->>'kind' = 'password' and payload->>'person' = :person
                        """)
                .bind("person", person.toString())
                .mapValue(Long.class)
                .one()
                .block());
    }

    private static String code(Letter letter) {
        Matcher link = LINK.matcher(letter.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static void refuses(Mono<?> act, String code) {
        assertThatThrownBy(() -> act.block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
