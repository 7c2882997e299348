package org.ziyuan.marketplace.yearend;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** A county with a bureau and schools of its own, for one test. */
public final class County {

    public final Actor bureau;
    public final Actor secondOfBureau;
    public final UUID id;

    private final DatabaseClient database;
    private final TestPeople people;
    private final String path = "c" + Ids.next().toString().replace("-", "");

    public County(DatabaseClient database) {
        this.database = database;
        people = new TestPeople(database);
        id = people.organization("bureau", "county", path, path);
        bureau = people.employ(people.person(), id, path, Role.COUNTY_BUREAU);
        secondOfBureau = people.employ(people.person(), id, path, Role.COUNTY_BUREAU);
    }

    /** The accountant of a new school of the county. */
    public Actor school() {
        String code = "s" + Ids.next().toString().replace("-", "");
        UUID school = people.organization("school", "school", code, path + "." + code);
        Actor accountant = people.employ(people.person(), school, path + "." + code, Role.ACCOUNTANT);
        // No database lets one person hold both; these tests are about money and save themselves a second person.
        return new Actor(
                accountant.personId(),
                accountant.displayName(),
                school,
                accountant.organizationPath(),
                Set.of(Role.ACCOUNTANT, Role.PURCHASER));
    }

    public Actor vendor() {
        return people.atNewVendor();
    }

    public Actor colleagueOf(Actor somebody, Role... roles) {
        return people.colleagueOf(somebody, roles);
    }

    /** A line of the per-pupil fund. */
    public UUID line(UUID organization, int year, String economicClass) {
        return line("per-pupil", organization, year, economicClass, "", 0, null);
    }

    public UUID line(
            String fund,
            UUID organization,
            int year,
            String economicClass,
            String project,
            int carriedYears,
            @Nullable UUID node) {
        UUID line = Ids.next();
        database.sql("""
                        insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class,
                                                 project, name, carried_years, control_node_id)
                        values (:id, :fund, :year, :organization, '2050202', :class, :project, '教学资源', :carried, :node)
                        """)
                .bind("id", line)
                .bind("fund", fund)
                .bind("year", year)
                .bind("organization", organization)
                .bind("class", economicClass)
                .bind("project", project)
                .bind("carried", carriedYears)
                .bind("node", Parameter.fromOrEmpty(node, UUID.class))
                .then()
                .block();
        return line;
    }
}
