package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;

@MarketplaceTest
class ImportTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    AdmitPeople admit;

    @Autowired
    UseInvitation use;

    @Autowired
    PeopleInSight people;

    private Actor principal;
    private String place;
    private String mark;

    @BeforeEach
    void aSchool() {
        principal = new TestPeople(database).atNewSchool(Role.PRINCIPAL);
        place = principal.organizationPath();
        mark = place.substring(20);
    }

    @Test
    void aListIsWrittenWhollyAndTheSameListAgainChangesNothing() {
        String list = "姓名,用户名,单位代码,角色\n王采购,w-%1$s,%2$s,PURCHASER\n李会计,l-%1$s,%2$s,ACCOUNTANT\n李会计,l-%1$s,%2$s,TEACHER\n"
                .formatted(mark, place);

        assertThat(came(list)).isEqualTo(new AdmittedPeople(3, 2, 3, 0, 0));
        assertThat(seen()).as("a list that was tried out has written nothing").isEqualTo(1);
        assertThat(admit.write(Ids.next(), file(list), principal).block()).isEqualTo(new AdmittedPeople(3, 2, 3, 0, 0));
        assertThat(seen()).isEqualTo(3);
        assertThat(admit.write(Ids.next(), file(list), principal).block()).isEqualTo(new AdmittedPeople(3, 0, 0, 3, 0));

        assertThat(use.drawAll(principal)
                        .map(UseInvitation.Slip::code)
                        .collectList()
                        .block())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(use.drawAll(principal).collectList().block()).isEmpty();
    }

    /** A login is a code too: a spreadsheet leaves blanks around it, a Chinese keyboard writes it wide and large. */
    @Test
    void aLoginIsOneHoweverASpreadsheetWroteIt() {
        String list = "姓名,用户名,单位代码,角色\n李会计,l-%1$s,%2$s,ACCOUNTANT\n".formatted(mark, place);
        String rewritten = "姓名,用户名,单位代码,角色\n李会计,Ｌ－%1$s\u00a0,%2$s,TEACHER\n".formatted(mark, place);

        assertThat(admit.write(Ids.next(), file(list), principal).block()).isEqualTo(new AdmittedPeople(1, 1, 1, 0, 0));
        assertThat(admit.write(Ids.next(), file(rewritten), principal).block())
                .isEqualTo(new AdmittedPeople(1, 0, 1, 0, 0));
        assertThat(seen()).isEqualTo(2);
    }

    @Test
    void oneBadRowKeepsAllOfThemOut() {
        String list = """
                姓名,用户名,单位代码,角色
                王采购,w-%1$s,%2$s,PURCHASER
                李会计,l-%1$s,%2$s,ACCOUNTANT
                李会计,l-%1$s,%2$s,CASHIER
                陈校长,c-%1$s,%2$s,PRINCIPAL
                赵老师,z-%1$s,elsewhere,TEACHER
                钱老师,Q!,%2$s,TEACHER
                孙老师,s-%1$s,%2$s,皇帝
                ,t-%1$s,%2$s,TEACHER
                """.formatted(mark, place);

        AdmitPeople.Look look =
                Objects.requireNonNull(admit.tryOut(file(list), principal).block());
        assertThat(look.problems())
                .extracting(fault -> fault.row() + " " + fault.column().name() + " "
                        + fault.refusal().code())
                .containsExactly(
                        "4 ROLE duties-exclude",
                        "5 ROLE role-not-yours-to-give",
                        "6 ORGANIZATION organization-not-found",
                        "7 LOGIN login-malformed",
                        "8 ROLE intake-word-unknown",
                        "9 NAME intake-cell-missing");

        assertThatThrownBy(() -> admit.write(Ids.next(), file(list), principal).block())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("intake-rows-refused");
                    assertThat(refusal.values()).containsEntry("faults", 6);
                });
        assertThat(seen()).isEqualTo(1);
    }

    @Test
    void anAddressIsReadWhereTheListHasOneAndAFaultWhereItIsNone() {
        String list = "姓名,用户名,单位代码,角色,邮箱\n王采购,w-%1$s,%2$s,PURCHASER,w@school.example.cn\n李会计,l-%1$s,%2$s,ACCOUNTANT,\n"
                .formatted(mark, place);
        assertThat(came(list)).isEqualTo(new AdmittedPeople(2, 2, 2, 0, 0));

        AdmitPeople.Look look =
                Objects.requireNonNull(admit.tryOut(file(list.replace("w@school.example.cn", "at school")), principal)
                        .block());
        assertThat(look.problems())
                .extracting(fault -> fault.row() + " " + fault.column().name() + " "
                        + fault.refusal().code())
                .containsExactly("2 MAIL mail-address-malformed");
    }

    private AdmittedPeople came(String list) {
        return Objects.requireNonNull(admit.tryOut(file(list), principal).block())
                .came();
    }

    private int seen() {
        return Objects.requireNonNull(people.list(null, Sought.everything(Cursor.START, 20), principal)
                        .block())
                .items()
                .size();
    }

    private static Flux<DataBuffer> file(String list) {
        return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(list.getBytes(StandardCharsets.UTF_8)));
    }
}
