package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.worklist.WorkItem;
import org.ziyuan.marketplace.worklist.Worklist;
import reactor.core.publisher.Flux;

@MarketplaceTest
class ImportTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    Intakes intakes;

    @Autowired
    Worklist worklist;

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

        Intake looked = brought(list);
        assertThat(List.of(looked.added(), looked.same(), looked.faults())).containsExactly(3, 0, 0);
        assertThat(seen()).as("a list that was tried out has written nothing").isEqualTo(1);
        assertThat(written(looked).written()).isEqualTo(3);
        assertThat(seen()).isEqualTo(3);
        assertThat(brought(list).same()).isEqualTo(3);

        WorkItem slips = waiting().get(0);
        assertThat(slips.kind()).isEqualTo("invitation");
        assertThat(slips.about().split("、")).containsExactlyInAnyOrder("王采购", "李会计");
        assertThat(use.drawAll(principal)
                        .map(UseInvitation.Slip::code)
                        .collectList()
                        .block())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(use.drawAll(principal).collectList().block()).isEmpty();
        assertThat(waiting()).as("slips that were drawn wait for nobody").isEmpty();
    }

    /** A login is a code too: a spreadsheet leaves blanks around it, a Chinese keyboard writes it wide and large. */
    @Test
    void aLoginIsOneHoweverASpreadsheetWroteIt() {
        String list = "姓名,用户名,单位代码,角色\n李会计,l-%1$s,%2$s,ACCOUNTANT\n".formatted(mark, place);
        String rewritten = "姓名,用户名,单位代码,角色\n李会计,Ｌ－%1$s\u00a0,%2$s,TEACHER\n".formatted(mark, place);

        assertThat(written(brought(list)).written()).isOne();
        assertThat(written(brought(rewritten)).written()).isOne();
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

        Intake looked = brought(list);

        assertThat(problems(looked))
                .containsExactly(
                        "4 role duties-exclude",
                        "5 role role-not-yours-to-give",
                        "6 organization organization-not-found",
                        "7 login login-malformed",
                        "8 role intake-word-unknown",
                        "9 name intake-cell-missing");
        assertThatThrownBy(() -> written(looked))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("intake-over"));
        assertThat(seen()).isEqualTo(1);
    }

    /** What another list has given meanwhile is so already; what it has made impossible is refused, and nothing is written. */
    @Test
    void whatHappenedSinceTheLookIsDecidedWhenItIsWritten() {
        String head = "姓名,用户名,单位代码,角色\n";
        Intake one = brought(head + "李会计,l-%1$s,%2$s,ACCOUNTANT\n".formatted(mark, place));
        Intake same = brought(head + "李会计,l-%1$s,%2$s,ACCOUNTANT\n王采购,w-%1$s,%2$s,PURCHASER\n".formatted(mark, place));
        Intake excluded = brought(head + "赵老师,z-%1$s,%2$s,TEACHER\n李会计,l-%1$s,%2$s,CASHIER\n".formatted(mark, place));

        assertThat(written(one).written()).isOne();
        assertThat(written(same).written()).isEqualTo(2);
        assertThat(seen()).isEqualTo(3);
        assertThatThrownBy(() -> written(excluded))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("duties-exclude"));
        assertThat(seen()).isEqualTo(3);
    }

    @Test
    void anAddressIsReadWhereTheListHasOneAndAFaultWhereItIsNone() {
        String list = "姓名,用户名,单位代码,角色,邮箱\n王采购,w-%1$s,%2$s,PURCHASER,w@school.example.cn\n李会计,l-%1$s,%2$s,ACCOUNTANT,\n"
                .formatted(mark, place);
        assertThat(brought(list).added()).isEqualTo(2);

        assertThat(problems(brought(list.replace("w@school.example.cn", "at school"))))
                .containsExactly("2 mail mail-address-malformed");
    }

    private Intake brought(String list) {
        return Objects.requireNonNull(bringIn.bringIn(Ids.next(), "people", "名单.csv", file(list), principal)
                .block());
    }

    private Intake written(Intake looked) {
        return Objects.requireNonNull(apply.apply(looked.id(), principal).block());
    }

    private List<String> problems(Intake looked) {
        return Objects.requireNonNull(intakes.rows(looked.id(), null, Sought.everything(Cursor.START, 20), principal)
                        .block())
                .items()
                .stream()
                .flatMap(row -> row.faults().stream())
                .map(fault -> fault.row() + " " + fault.column() + " " + fault.code())
                .toList();
    }

    private List<WorkItem> waiting() {
        return Objects.requireNonNull(worklist.of(principal, "", Sought.everything(Cursor.START, 20))
                        .block())
                .items();
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
