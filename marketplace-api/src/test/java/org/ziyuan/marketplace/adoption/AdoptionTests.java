package org.ziyuan.marketplace.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a school's region takes holds from its day on, the nearest region's word before that of those above it. */
@MarketplaceTest
class AdoptionTests {

    private static final AtomicInteger REGIONS = new AtomicInteger(1_000);

    private final String ending = Integer.toString(REGIONS.incrementAndGet());
    private final String cityCode = "98" + ending;
    private final String countyCode = "99" + ending;
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Autowired
    AdoptEditions adopt;

    @Autowired
    AdoptedEditions editions;

    @Autowired
    DatabaseClient database;

    private Actor city;
    private Actor county;
    private Actor teacher;

    @BeforeEach
    void aCityWithACountyAndASchool() {
        run("insert into region (code, name, tier) values ('%s', '某市', 'city')".formatted(cityCode));
        run("insert into region (code, name, tier, parent_code) values ('%s', '某县', 'county', '%s')"
                .formatted(countyCode, cityCode));
        city = at("bureau", "city", cityCode, Role.CITY_BUREAU);
        county = at("bureau", "county", countyCode, Role.COUNTY_BUREAU);
        teacher = at("school", "school", countyCode, Role.TEACHER);
    }

    @Test
    void theNearestRegionsWordHoldsFromItsDayOn() {
        take(city, cityCode, "数学", "人教版", today);
        take(city, cityCode, "语文", "统编版", today);
        assertThat(taken()).containsExactlyInAnyOrder("数学 人教版", "语文 统编版");

        take(county, countyCode, "数学", "北师大", today);
        take(county, countyCode, "数学", "苏教版", today.plusDays(1));
        assertThat(taken()).containsExactlyInAnyOrder("数学 北师大版", "语文 统编版");

        take(county, countyCode, "数学", Adoption.NONE, today);
        assertThat(taken()).containsExactly("语文 统编版");
    }

    @Test
    void aFileEntersSeveralEditionsAndTwiceIsOnce() {
        String file = """
                地区代码,学段,学科,版本,生效日期
                %s,小学,英语,人教版（PEP）,%s
                %s,小学,英语,外研社版,%s
                """.formatted(countyCode, today, countyCode, today);
        UUID act = Ids.next();
        takeFile(act, file, county).block();
        takeFile(act, file, county).block();

        assertThat(taken()).containsExactlyInAnyOrder("英语 人教版", "英语 外研社版");
        assertThat(database.sql("select count(*) from adopted_edition where act_id = :act")
                        .bind("act", act)
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(2);
    }

    @Test
    void aFileWithAFaultWritesNothing() {
        String file = """
                地区代码,学段,学科,版本,生效日期
                %s,小学,英语,人教版,%s
                %s,小学,魔法,人教版,%s
                %s,小学,音乐,,%s
                """.formatted(countyCode, today, countyCode, today, countyCode, today);
        assertThatThrownBy(() -> takeFile(Ids.next(), file, county).block())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("intake-rows-refused");
                    assertThat(refusal.values()).containsEntry("faults", 2);
                });
        assertThat(taken()).isEmpty();
    }

    @Test
    void anotherRegionAndAnotherRoleAreRefusedAndTheCityMayEnterForItsCounty() {
        refused("region-not-yours", county, cityCode);
        refused("role-required", teacher, countyCode);
        take(city, countyCode, "美术", "岭南美版", today);
        assertThat(taken()).containsExactly("美术 岭南美版");
    }

    private Set<String> taken() {
        return editions.of(teacher)
                .map(all -> all.stream()
                        .map(one -> one.subject() + " " + one.edition())
                        .collect(Collectors.toSet()))
                .blockOptional()
                .orElseThrow();
    }

    private void take(Actor by, String region, String subject, String edition, LocalDate from) {
        adopt.take(Ids.next(), List.of(Adoption.of(region, "小学", subject, edition, from)), "选用通知", by)
                .block();
    }

    private Mono<Void> takeFile(UUID act, String file, Actor by) {
        return adopt.takeFile(
                act,
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(file.getBytes(StandardCharsets.UTF_8))),
                "选用通知",
                by);
    }

    private void refused(String code, Actor by, String region) {
        assertThatThrownBy(() -> take(by, region, "数学", "人教版", today))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private Actor at(String kind, String tier, String region, Role role) {
        TestPeople people = new TestPeople(database);
        String code = "s" + Ids.next().toString().replace("-", "");
        UUID organization = people.organization(kind, tier, code, code);
        database.sql("update organization set region_code = :region where id = :id")
                .bind("region", region)
                .bind("id", organization)
                .then()
                .block();
        return people.employ(people.person(), organization, code, role);
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
