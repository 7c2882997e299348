package org.ziyuan.marketplace.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.account.ChangeAccount;
import org.ziyuan.marketplace.vendor.account.NewAccount;
import org.ziyuan.marketplace.vendor.account.SettlementAccount;
import org.ziyuan.marketplace.vendor.account.SettlementAccounts;
import reactor.core.publisher.Mono;

/** Money goes where two persons said it goes, and nowhere else because of a letter. */
@MarketplaceTest
class SettlementAccountTests {

    private static final NewAccount ACCOUNT = new NewAccount("木棉教育科技有限公司", "广州银行天河支行", "6222 0012 3456 7890");

    @Autowired
    DatabaseClient database;

    @Autowired
    ChangeAccount change;

    @Autowired
    SettlementAccounts accounts;

    private Actor vendor;
    private Actor operator;

    @BeforeEach
    void aVendorAndAnOperator() {
        TestPeople people = new TestPeople(database);
        vendor = people.atNewVendor();
        String code = "o" + Ids.next().toString().replace("-", "");
        operator =
                people.employ(people.person(), people.organization("operator", null, code, code), code, Role.OPERATOR);
        run(database.sql("""
                        insert into vendor_profile (organization_id, vendor_type, contact_name, settlement_account_name)
                        values (:id, 'training', '许经理', '旧名') on conflict do nothing
                        """).bind("id", vendor.organizationId()).then());
    }

    @Test
    void anAccountIsInForceWhenAnotherPersonHasApprovedIt() {
        UUID first = proposed();
        run(change.propose(first, ACCOUNT, vendor));
        assertThat(all()).as("twice is once").hasSize(1);
        assertThat(all().get(0).current()).isFalse();
        assertThat(paidUnder()).isEqualTo("旧名");
        refused("account-waits", change.propose(Ids.next(), ACCOUNT, vendor));

        run(change.accept(first, "", operator));

        assertThat(all().get(0).current()).isTrue();
        assertThat(paidUnder()).isEqualTo("木棉教育科技有限公司");
        refused("settlement-account-state-forbids", change.accept(first, "", operator));
    }

    @Test
    void anotherAccountIsApprovedByWhoHasCalledBackAndSaysWhom() {
        run(change.accept(proposed(), "", operator));
        UUID second = proposed();

        refused("account-call-back-required", change.accept(second, " ", operator));
        assertThat(all().get(0).current()).as("money goes where it went").isFalse();
        run(change.accept(second, "12-01 致电 020-1234 许经理", operator));

        assertThat(all().get(0).current()).isTrue();
        assertThat(all().get(1).current()).isFalse();
    }

    @Test
    void whoNamedAnAccountDoesNotApproveIt() {
        UUID id = proposed();
        Actor both = new Actor(vendor.person(), "许经理", operator.organizationId(), "", operator.roles());

        assertThatThrownBy(() -> run(change.accept(id, "", both))).hasMessageContaining("settlement_account_check");
        refused("role-required", change.accept(id, "", vendor));
        refused("reason-required", change.giveBack(id, "", operator));
        run(change.giveBack(id, "户名与营业执照不符", operator));
        assertThat(all().get(0).reason()).contains("户名");
        run(change.propose(Ids.next(), ACCOUNT, vendor));
    }

    @Test
    void aNumberIsSealedToldToTheOperatorAloneAndOfDigits() {
        UUID id = proposed();

        assertThat(there(accounts.number(id, operator))).isEqualTo("6222001234567890");
        refused("role-required", accounts.number(id, vendor));
        assertThat(all().get(0).ending()).isEqualTo("7890");
        assertThat(there(database.sql("select encode(sealed_number, 'escape') from settlement_account where id = :id")
                        .bind("id", id)
                        .mapValue(String.class)
                        .one()))
                .doesNotContain("6222001234567890");
        assertThat(ACCOUNT.toString()).doesNotContain("6222");
        for (String wrong : List.of("", "1234567", "6222-00a2-3456", "9".repeat(33))) {
            refused(
                    "account-number-malformed",
                    change.propose(Ids.next(), new NewAccount("户名", "某某银行", wrong), vendor));
        }
        refused("settlement-account-not-found", accounts.find(id, new TestPeople(database).atNewVendor()));
    }

    private UUID proposed() {
        UUID id = Ids.next();
        run(change.propose(id, ACCOUNT, vendor));
        return id;
    }

    private List<SettlementAccount> all() {
        return there(accounts.of(vendor.organizationId(), vendor));
    }

    private String paidUnder() {
        return there(database.sql("select settlement_account_name from vendor_profile where organization_id = :id")
                .bind("id", vendor.organizationId())
                .mapValue(String.class)
                .one());
    }

    private static void refused(String code, Mono<?> act) {
        assertThatThrownBy(() -> run(act)).hasMessageContaining(code);
    }

    private static <T> T there(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void run(Mono<?> work) {
        work.then().block();
    }
}
