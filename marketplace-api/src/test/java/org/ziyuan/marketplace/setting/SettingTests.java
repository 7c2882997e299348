package org.ziyuan.marketplace.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** A setting holds from its day on, names who set it and why, and is set by the operator alone. */
@MarketplaceTest
class SettingTests {

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Autowired
    ChangeSetting change;

    @Autowired
    PlatformSettings settings;

    @Autowired
    DatabaseClient database;

    private Actor operator;
    private Actor teacher;

    @BeforeEach
    void anOperator() {
        TestPeople people = new TestPeople(database);
        String code = "s" + Ids.next().toString().replace("-", "");
        UUID platform = people.organization("operator", null, code, code);
        operator = people.employ(people.person(), platform, code, Role.OPERATOR);
        teacher = people.employ(people.person(), platform, code, Role.TEACHER);
    }

    @Test
    void whatHoldsFromTomorrowDoesNotHoldToday() {
        set(Ids.next(), "今天的公告", today);
        set(Ids.next(), "明天的公告", today.plusDays(1));

        assertThat(settings.now(PlatformSetting.ANNOUNCEMENT).block()).isEqualTo("今天的公告");
        set(Ids.next(), "", today);
        assertThat(settings.now(PlatformSetting.ANNOUNCEMENT).block()).isEmpty();
    }

    @Test
    void twiceIsOnceAndTheReasonStays() {
        UUID id = Ids.next();
        set(id, "一次", today);
        set(id, "两次", today);

        assertThat(settings.list(Sought.everything(Cursor.START, 50))
                        .blockOptional()
                        .orElseThrow()
                        .items())
                .filteredOn(one -> one.id().equals(id))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.value()).isEqualTo("一次");
                    assertThat(one.reason()).isEqualTo("省厅来函");
                });
        assertThatThrownBy(() -> database.sql("update platform_setting set value = 'x' where id = :id")
                        .bind("id", id)
                        .then()
                        .block())
                .hasMessageContaining("platform_setting");
    }

    @Test
    void yesterdayNothingAndAnotherRoleAreRefused() {
        refused("setting-day-past", "晚了", today.minusDays(1), "省厅来函", operator);
        refused("reason-required", "为什么", today, " ", operator);
        refused("role-required", "不是我", today, "省厅来函", teacher);
        refused("text-length", "长".repeat(1_001), today, "省厅来函", operator);
    }

    private void set(UUID id, String value, LocalDate from) {
        change.to(id, PlatformSetting.ANNOUNCEMENT, value, from, "省厅来函", operator)
                .block();
    }

    private void refused(String code, String value, LocalDate from, String reason, Actor by) {
        assertThatThrownBy(() -> change.to(Ids.next(), PlatformSetting.ANNOUNCEMENT, value, from, reason, by)
                        .block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
