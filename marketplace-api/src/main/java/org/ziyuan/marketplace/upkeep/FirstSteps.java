package org.ziyuan.marketplace.upkeep;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Says what a province that moves in still lacks before a school can buy, computed from what is there. */
@Component
public class FirstSteps {

    /** More than this is said as this: the operator needs to know that many are missing, not how many. */
    private static final int COUNTED = 1_000;

    private static final String MISSING = """
            select (select count(*) < 2 from (%1$s) r where r.role = 'OPERATOR') as colleague,
                   not exists (select from organization where kind = 'bureau' and status = 'ACTIVE') as bureaus,
                   not exists (select from organization where kind = 'school' and status = 'ACTIVE') as schools,
                   (select count(*) < 2 from (%1$s) r where r.role like '%%\\_BUREAU') as officers,
                   (select count(*) from (select from organization o where o.kind = 'school' and o.status = 'ACTIVE'
                       and not exists (select from (%1$s) r where r.organization_id = o.id and r.role = 'PRINCIPAL')
                     limit %2$d) s) as principals,
                   not exists (select from organization where kind = 'vendor' and status = 'ACTIVE') as vendors,
                   (select count(*) from (select from organization o where o.kind = 'vendor' and o.status = 'ACTIVE'
                       and not exists (select from (%1$s) r where r.organization_id = o.id)
                     limit %2$d) v) as managers,
                   not exists (select from tool_registration) as tools,
                   not exists (select from listing where state = 'PUBLISHED') as listings,
                   not exists (select from budget_line) as money
            """.formatted("""
            select role, organization_id from role_assignment
             where valid_from <= now() and (valid_until is null or valid_until > now())
            """, COUNTED);

    private final DatabaseClient database;

    FirstSteps(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One thing that is missing.
     *
     * @param what its words are {@code home.step.<what>}
     * @param number of how many it is missing, 0 where it is missing altogether; a thousand stands for more
     * @param href where one does it; empty where others do it, on pages of their own
     */
    public record Step(String what, long number, String href) {}

    record Missing(
            boolean colleague,
            boolean bureaus,
            boolean schools,
            boolean officers,
            long principals,
            boolean vendors,
            long managers,
            boolean tools,
            boolean listings,
            boolean money) {

        List<Step> steps() {
            return Stream.of(
                            step("colleague", colleague, "/people/new?organization=operator"),
                            step("bureaus", bureaus, "/intake/organizations"),
                            step("schools", schools, "/intake/organizations"),
                            step("officers", officers && !bureaus, "/intake/people"),
                            counted("principals", principals, "/intake/people"),
                            step("vendors", vendors, "/organizations/new"),
                            counted("managers", managers, "/people/new"),
                            step("tools", tools, "/tools/new"),
                            step("listings", listings, "/review"),
                            step("money", money, ""))
                    .flatMap(steps -> steps)
                    .toList();
        }

        private static Stream<Step> step(String what, boolean missing, String href) {
            return missing ? Stream.of(new Step(what, 0, href)) : Stream.empty();
        }

        private static Stream<Step> counted(String what, long number, String href) {
            return number > 0 ? Stream.of(new Step(what, number, href)) : Stream.empty();
        }
    }

    /** What is missing, in the order in which one does it; empty where a school can buy. */
    public Mono<List<Step>> missing() {
        return database.sql(MISSING).map(Rows.as(Missing.class)).one().map(Missing::steps);
    }
}
