package org.ziyuan.marketplace.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.CreditCode;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.people.UseInvitation;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.text.TypedCode;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** From the request of somebody unknown to a vendor who may sell: what each step asks, and who takes it. */
@MarketplaceTest
class VendorApplicationTests {

    private static final String FROM = "192.0.2.0";

    @Autowired
    ApplyAsVendor apply;

    @Autowired
    VendorApplications applications;

    @Autowired
    DecideApplication decide;

    @Autowired
    Qualifications qualifications;

    @Autowired
    HandIn handIn;

    @Autowired
    DecideEvidence evidence;

    @Autowired
    MoveVendor vendors;

    @Autowired
    UseInvitation invitations;

    @Autowired
    DatabaseClient database;

    private Actor operator;
    private final String here = "from-" + Ids.next();
    private final String login = "v" + Ids.next().toString().substring(20).replace("-", "");

    @BeforeEach
    void anOperator() {
        TestPeople people = new TestPeople(database);
        String code = "o" + Ids.next().toString().replace("-", "");
        operator =
                people.employ(people.person(), people.organization("operator", null, code, code), code, Role.OPERATOR);
        database.sql("delete from vendor_application where state = 'ASKED'")
                .then()
                .block();
    }

    @Test
    void whoIsLetInJoinsByHisCodeProvesWhatHisTypeMustAndIsAdmitted() {
        String code = asked(wish());
        UUID application = byCode(code).id();
        UUID vendor = found(decide.accept(application, operator));
        UUID person = found(invitations.choosePassword(code, "一句只有我知道的长话 7", null, FROM));
        Actor contact = new Actor(person, "许经理", vendor, "", Set.of(Role.VENDOR_MANAGER));

        assertThat(standing(vendor)).isEqualTo(OrganizationStatus.APPLYING);
        assertThatThrownBy(() -> vendors.admit(vendor, operator).block()).hasMessageContaining("vendor-not-qualified");
        handedIn(vendor, "business_licence", new HandIn.Said("", null, paper()), contact);
        handedIn(vendor, "data_promise", new HandIn.Said("true", null, null), contact);
        assertThatThrownBy(() -> handedIn(vendor, "credit_record", new HandIn.Said("查过", null, null), contact))
                .hasMessageContaining("role-required");
        handedIn(vendor, "credit_record", new HandIn.Said("信用中国无失信记录", null, null), operator);
        vendorsEvidence(vendor).forEach(one -> evidence.accept(one, operator).block());
        vendors.admit(vendor, operator).block();

        assertThat(standing(vendor)).isEqualTo(OrganizationStatus.ACTIVE);
        assertThat(found(qualifications.of(vendor, operator)).head().atRest()).isFalse();
        assertThat(found(qualifications.of(vendor, operator)).steps())
                .extracting(Qualification.Step::event)
                .containsExactly("ADMIT", "APPLY");
    }

    @Test
    void whoIsRefusedReadsWhyAndIsNoVendor() {
        String code = asked(wish());
        UUID application = byCode(code).id();
        assertThatThrownBy(() -> decide.refuse(application, "", operator).block())
                .hasMessageContaining("reason-required");

        decide.refuse(application, "主体不符", operator).block();

        assertThat(byCode(code)).satisfies(read -> {
            assertThat(read.reason()).isEqualTo("主体不符");
            assertThat(read.organizationId()).isNull();
        });
        assertThatThrownBy(() -> decide.accept(application, operator).block())
                .hasMessageContaining("vendor-application-state-forbids");
        assertThatThrownBy(() -> invitations
                        .choosePassword(code, "一句只有我知道的长话 7", null, FROM)
                        .block())
                .hasMessageContaining("invitation-unknown");
    }

    @Test
    void oneCompanyAsksOnceAndAnotherVendorSeesNothingOfIt() {
        UUID application = byCode(asked(wish())).id();
        assertThatThrownBy(() ->
                        apply.ask(Ids.next(), wish(), TypedCode.draw(), here).block())
                .hasMessageContaining("vendor-known");
        UUID vendor = found(decide.accept(application, operator));
        assertThatThrownBy(() ->
                        apply.ask(Ids.next(), wish(), TypedCode.draw(), here).block())
                .hasMessageContaining("vendor-known");

        Actor other = new Actor(Ids.next(), "别家", Ids.next(), "", Set.of(Role.VENDOR_MANAGER));
        assertThatThrownBy(() -> qualifications.of(vendor, other).block()).hasMessageContaining("vendor-not-found");
        assertThatThrownBy(() -> decide.accept(application, other).block()).hasMessageContaining("role-required");
        assertThatThrownBy(() -> handedIn(vendor, "data_promise", new HandIn.Said("true", null, null), other))
                .hasMessageContaining("vendor-not-found");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            新, 91440000MADEM0001C, training, 许经理, 020-12345678, text-length
            新星公司, 91440000MADEM0001D, training, 许经理, 020-12345678, credit-code-check-digit
            新星公司, 91440000, training, 许经理, 020-12345678, credit-code-malformed
            新星公司, 91440000MADEM0001C, bank, 许经理, 020-12345678, field-missing
            新星公司, 91440000MADEM0001C, training, '', 020-12345678, text-length
            新星公司, 91440000MADEM0001C, training, 许经理, 电话, phone-malformed
            """)
    void whatIsWrittenWrongIsSaid(
            String name, String creditCode, String type, String contact, String phone, String refusal) {
        ApplyAsVendor.Wish wrong = new ApplyAsVendor.Wish(name, creditCode, type, contact, phone, login);

        assertThatThrownBy(() ->
                        apply.ask(Ids.next(), wrong, TypedCode.draw(), here).block())
                .hasMessageContaining(refusal);
    }

    @Test
    void oneAddressAsksTenTimesADayAndKeepsNobodyElseOut() {
        for (int time = 0; time < 10; time++) {
            assertThat(asked(company(time))).isNotEmpty();
        }

        assertThatThrownBy(() -> asked(company(10))).hasMessageContaining("vendor-applications-from-here");
        apply.ask(Ids.next(), company(10), TypedCode.draw(), "from-" + Ids.next())
                .block();
    }

    private ApplyAsVendor.Wish company(int number) {
        return new ApplyAsVendor.Wish("新星教育科技有限公司", CODES.next(), "training", "许经理", "020-12345678", login + number);
    }

    private ApplyAsVendor.Wish wish() {
        return new ApplyAsVendor.Wish("新星教育科技有限公司", creditCode, "training", "许经理", "020-12345678", login);
    }

    private final String creditCode = CODES.next();

    private static final CreditCodes CODES = new CreditCodes();

    private String asked(ApplyAsVendor.Wish wish) {
        String code = TypedCode.draw();
        apply.ask(Ids.next(), wish, code, here).block();
        return code;
    }

    private VendorApplication byCode(String code) {
        return found(applications.byCode(code, FROM));
    }

    private OrganizationStatus standing(UUID vendor) {
        return found(qualifications.of(vendor, operator)).head().status();
    }

    private void handedIn(UUID vendor, String requirement, HandIn.Said said, Actor by) {
        handIn.handIn(Ids.next(), vendor, requirement, said, by).block();
    }

    private List<UUID> vendorsEvidence(UUID vendor) {
        return found(qualifications.of(vendor, operator)).items().stream()
                .filter(Qualification.Item::waits)
                .map(item -> Objects.requireNonNull(item.evidenceId()))
                .toList();
    }

    private static @Nullable Paper paper() {
        return Paper.read("执照.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T found(Mono<T> mono) {
        return mono.blockOptional().orElseThrow();
    }

    /** Codes with the right check digit, no two alike. */
    private static final class CreditCodes {

        private int count = (int) (System.nanoTime() & 0xFFFFF);

        synchronized String next() {
            String body = "9144%09dX".formatted(count++) + "000";
            return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                    .chars()
                    .mapToObj(last -> body + (char) last)
                    .filter(CreditCodes::isOne)
                    .findFirst()
                    .orElseThrow();
        }

        private static boolean isOne(String code) {
            try {
                return CreditCode.read(code).equals(code);
            } catch (Refusal wrong) {
                return false;
            }
        }
    }
}
