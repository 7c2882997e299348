package org.ziyuan.storefront.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.storefront.appliance.start.StartStep;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Puts the demo province into an empty database before the process says it is ready.
 *
 * <p>Every row has an id that follows from its name, so a start that was killed half-way is finished by the next one,
 * and two processes that start together end with one province. The first start in a new calendar year adds the lines and
 * the money of that year in the same way; what people have done since stays.
 */
@Component
@Profile("demo")
@Order(10)
class DemoProvince implements ApplicationRunner {

    static final UUID OPERATOR = Ids.derived("demo-organization", "operator");

    private static final StartStep SETTLING =
            StartStep.named("写入演示省", "数据库一直太忙或不可用；请待机器空闲后再启动一次，已写入的部分会保留。").within(Duration.ofMinutes(30));
    private static final int APPROPRIATIONS_AT_ONCE = 4;

    /** All lines of a fund share its source, so a busy machine may keep one waiting beyond its lock timeout. */
    private static final Retry WHEN_BUSY =
            Retry.backoff(10, Duration.ofMillis(200)).filter(DataAccessException.class::isInstance);

    private final DemoRows rows;
    private final DatabaseClient database;
    private final BudgetBook book;
    private final MoneyTransactions transactions;
    private final DemoAllocations allocations;
    private final Clock clock;

    DemoProvince(
            DemoRows rows,
            DatabaseClient database,
            BudgetBook book,
            MoneyTransactions transactions,
            DemoAllocations allocations,
            Clock clock) {
        this.rows = rows;
        this.database = database;
        this.book = book;
        this.transactions = transactions;
        this.allocations = allocations;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        DemoYears years = DemoYears.of(clock);
        Object unused = SETTLING.await(complete(years).filter(done -> !done).flatMap(empty -> settle(years)));
    }

    private Mono<Boolean> complete(DemoYears years) {
        return database.sql("select exists (select from demo_province where fiscal_year >= :year) as complete")
                .bind("year", years.current())
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<Void> settle(DemoYears years) {
        DemoRegions regions = new DemoRegions();
        DemoSchools schools = new DemoSchools(regions);
        DemoPeople people = new DemoPeople(regions, schools, DemoVendors.ALL);
        ListingRows listings = new DemoListings().rows();
        Actor official = official(regions, people, 1);
        DemoFunds funds = new DemoFunds(schools, years);
        DemoSnapshots snapshots = new DemoSnapshots(schools, years, regions, people);
        return said("地区与机构")
                .then(rows.into("region", DemoOrganizations.regions(regions)))
                .then(rows.into("organization", DemoOrganizations.all(regions, schools)))
                .then(rows.into("vendor_profile", map(DemoVendors.ALL, DemoVendors.Vendor::profile)))
                .then(said("人员与角色"))
                .then(rows.into("person", map(people.all(), DemoPerson::row)))
                .then(rows.into("role_assignment", map(people.all(), DemoPerson::assignment)))
                .then(rows.into("enrolment_snapshot", snapshots.drafts()))
                .then(rows.into("site_enrolment", snapshots.rows()))
                .then(said("资源目录"))
                .then(rows.into("listing", listings.listings()))
                .then(rows.into("listing_version", listings.versions()))
                .then(rows.into("offer", listings.offers()))
                .then(rows.into("offer_price_log", listings.prices()))
                .then(said("经费指标"))
                .then(allocations.computed(years, official).collectList())
                .flatMap(computed -> rows.into("budget_line", map(funds.toOpen(computed), DemoFunds.Line::row)))
                .then(allocations.allocate(years, official, official(regions, people, 2)))
                .then(appropriate(funds))
                .then(remember(years));
    }

    private Mono<Void> remember(DemoYears years) {
        return database.sql("""
                        insert into demo_province (completed_at, fiscal_year) values (now(), :year)
                        on conflict (only_one) do update set fiscal_year = excluded.fiscal_year
                         where demo_province.fiscal_year < excluded.fiscal_year
                        """).bind("year", years.current()).then();
    }

    private Mono<Void> appropriate(DemoFunds funds) {
        Actor treasury =
                Actor.system("演示省财政", new DemoRegions().of(DemoRegions.PROVINCE).bureau());
        return Flux.fromIterable(funds.all())
                .flatMap(line -> appropriate(line, treasury), APPROPRIATIONS_AT_ONCE)
                .then();
    }

    private Mono<Void> appropriate(DemoFunds.Line line, Actor treasury) {
        return line.amount() == null
                ? Mono.empty()
                : transactions
                        .execute(book.appropriate(line.appropriation(), line.id(), line.amount(), treasury))
                        .retryWhen(WHEN_BUSY);
    }

    private static Actor official(DemoRegions regions, DemoPeople people, int ordinal) {
        DemoRegions.Region province = regions.of(DemoRegions.PROVINCE);
        DemoPerson person = people.official(province.bureau(), ordinal);
        return new Actor(person.id(), person.name(), province.bureau(), province.path(), Set.of(person.role()));
    }

    private static <T> List<Map<String, Object>> map(
            List<T> things, java.util.function.Function<T, Map<String, Object>> toRow) {
        return things.stream().map(toRow).toList();
    }

    private static Mono<Void> said(String step) {
        return Mono.fromRunnable(() -> StartStep.say("演示省 · " + step));
    }
}
