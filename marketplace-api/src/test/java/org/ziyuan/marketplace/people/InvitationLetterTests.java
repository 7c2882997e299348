package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.RoleGrants;
import org.ziyuan.marketplace.mail.Letter;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.mail.MailAddresses;
import org.ziyuan.marketplace.mail.MailSettings;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Invitations that go by mail, as far as a letter is written; that it arrives is shown where mail is. */
@MarketplaceTest
class InvitationLetterTests {

    private static final MailSettings ON = new MailSettings(
            "127.0.0.1",
            1,
            MailSettings.Security.NONE,
            null,
            null,
            "market@edu.example.cn",
            "https://market.example.cn",
            Duration.ofSeconds(1));
    private static final Pattern LINK =
            Pattern.compile("https://market\\.example\\.cn/join\\?invitationCode=([0-9A-Z-]{19})");

    @Autowired
    DatabaseClient database;

    @Autowired
    Granting granting;

    @Autowired
    Accounts accounts;

    @Autowired
    RoleGrants grants;

    @Autowired
    Invitations invitations;

    @Autowired
    Organizations organizations;

    @Autowired
    MailAddresses addresses;

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

    private AdmitPerson admit;
    private InvitationLetter letters;
    private Actor principal;

    @BeforeEach
    void aSchoolWithMail() {
        principal = new TestPeople(database).atNewSchool(Role.PRINCIPAL);
        admit = new AdmitPerson(
                granting,
                accounts,
                grants,
                invitations,
                organizations,
                addresses,
                new Letters(ON, outbox, database),
                transactions,
                audit);
        letters = new InvitationLetter(invitations, transactions, ON);
    }

    @Test
    void whoUsesTheLinkOfTheLetterIsInAndHasProvedHisAddress() {
        UUID person = admitted(Role.ACCOUNTANT, "wang@school.example.cn");
        assertThat(wanted(person)).isOne();
        UUID invitation = invitationOf(person);

        String outdone = code(now(letters.write(invitation, false)));
        Letter letter = now(letters.write(invitation, false));
        String code = code(letter);
        written(person, letter);
        refuses(use.choosePassword(outdone, "一句只有我知道的长话 7", null, "mail"), "invitation-unknown");
        assertThat(letter.subject() + letter.text()).doesNotContain("王会计");

        assertThat(now(use.choosePassword(code, "一句只有我知道的长话 7", null, "mail"))).isEqualTo(person);
        assertThat(verified(person)).isTrue();
        assertThat(letters.write(invitation, true).block()).as("it is used").isNull();
    }

    @Test
    void aWayToANewPasswordIsNotSentWhereNobodyProvedThatHeReadsTheMail() {
        UUID person = admitted(Role.ACCOUNTANT, "wang@school.example.cn");
        String slip = now(use.draw(invitationOf(person), principal)).code();
        assertThat(now(use.choosePassword(slip, "一句只有我知道的长话 7", null, "mail"))).isEqualTo(person);
        assertThat(verified(person)).as("the code was on paper").isFalse();

        administer.reset(Ids.next(), person, principal).then().block();
        assertThat(letters.write(invitationOf(person), false).block()).isNull();
        assertThat(now(letters.write(invitationOf(person), true)).text()).contains("/join?invitationCode=");
    }

    @Test
    void anAddressFromAListIsAskedForOnceAndReplacesNone() {
        AdmitPerson.Wish first = wish(Role.TEACHER, "");
        UUID person = now(admit.admit(Ids.next(), first, principal));
        assertThat(wanted(person)).isZero();

        assertThat(now(admit.admit(Ids.next(), also(first, Role.ACCOUNTANT, "wang@school.example.cn"), principal)))
                .isEqualTo(person);
        assertThat(wanted(person)).as("a letter asks whether it is his").isOne();
        assertThat(verified(person)).isFalse();
        byte[] before = sealed(person);

        assertThat(now(admit.admit(Ids.next(), also(first, Role.REGISTRAR, "another@school.example.cn"), principal)))
                .isEqualTo(person);
        assertThat(wanted(person)).isOne();
        assertThat(sealed(person)).isEqualTo(before);
    }

    private static AdmitPerson.Wish also(AdmitPerson.Wish known, Role role, String mail) {
        return new AdmitPerson.Wish(known.login(), known.name(), role, known.organization(), null, mail);
    }

    private byte[] sealed(UUID person) {
        return now(database.sql("select sealed from mail_address where person_id = :person")
                .bind("person", person)
                .mapValue(byte[].class)
                .one());
    }

    @Test
    void pupilsGetNothingByMailAndWhatIsNoAddressIsSaid() {
        refuses(admit.admit(Ids.next(), wish(Role.PUPIL, "pupil@school.example.cn"), principal), "mail-not-for-pupils");
        refuses(admit.admit(Ids.next(), wish(Role.TEACHER, "at school"), principal), "mail-address-malformed");
        assertThat(wanted(admitted(Role.TEACHER, ""))).isZero();
    }

    private AdmitPerson.Wish wish(Role role, String mail) {
        String login = "m" + Ids.next().toString().replace("-", "");
        return new AdmitPerson.Wish(login, "王会计", role, principal.organizationId(), null, mail);
    }

    private UUID admitted(Role role, String mail) {
        return now(admit.admit(Ids.next(), wish(role, mail), principal));
    }

    private UUID invitationOf(UUID person) {
        return now(invitations.of(person)).get(0).id();
    }

    private long wanted(UUID person) {
        return now(database.sql(
                        "select count(*) from outbox_message where type = 'LetterWanted' and payload->>'person' = :person")
                .bind("person", person.toString())
                .mapValue(Long.class)
                .one());
    }

    /** As it is written down when a server has taken the letter. */
    private void written(UUID person, Letter letter) {
        database.sql("""
                        insert into letter (id, person_id, kind, address, proof, outcome)
                        select :id, person_id, 'invitation', digest, :proof, 'SENT' from mail_address where person_id = :person
                        """)
                .bind("id", Ids.next())
                .bind("person", person)
                .bind("proof", Objects.requireNonNull(letter.proof()))
                .then()
                .block();
    }

    private boolean verified(UUID person) {
        return now(database.sql("select verified_at is not null from mail_address where person_id = :person")
                .bind("person", person)
                .mapValue(Boolean.class)
                .one());
    }

    private static String code(Letter letter) {
        Matcher link = LINK.matcher(letter.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static <T> T now(Mono<T> work) {
        return Objects.requireNonNull(work.block());
    }

    private static void refuses(Mono<?> act, String code) {
        assertThatThrownBy(() -> act.block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
