package org.ziyuan.marketplace.test;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.transaction.Ids;

/** A county of Guangdong of its own: its bureau with two officials, and schools under it. */
public final class TestCounty {

    private final DatabaseClient database;
    private final TestPeople people;
    private final String path;
    private final Actor official;
    private final Actor second;
    private final List<UUID> schools = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();

    public TestCounty(DatabaseClient database, int schoolCount) {
        this.database = database;
        this.people = new TestPeople(database);
        this.path = "c" + Ids.next().toString().replace("-", "");
        regions();
        UUID bureau = people.organization("bureau", "county", path, path);
        place(bureau);
        this.official = people.employ(people.person(), bureau, path, Role.COUNTY_BUREAU);
        this.second = people.colleagueOf(official, Role.COUNTY_BUREAU);
        for (int ordinal = 1; ordinal <= schoolCount; ordinal++) {
            open(ordinal);
        }
    }

    public TestPeople people() {
        return people;
    }

    public Actor official() {
        return official;
    }

    /** A colleague of the official, who may approve what he computed. */
    public Actor second() {
        return second;
    }

    /** A school, from 1. */
    public UUID school(int ordinal) {
        return schools.get(ordinal - 1);
    }

    /** The code of a school, from 1. */
    public String code(int ordinal) {
        return codes.get(ordinal - 1);
    }

    /** Somebody with these roles at a school, from 1. */
    public Actor at(int ordinal, Role... roles) {
        return people.employ(people.person(), schools.get(ordinal - 1), path + "." + codes.get(ordinal - 1), roles);
    }

    private void open(int ordinal) {
        String code = path + "-" + ordinal;
        UUID school = people.organization("school", "school", code, path + "." + code);
        place(school);
        schools.add(school);
        codes.add(code);
    }

    private void place(UUID organization) {
        database.sql("update organization set region_code = '440106' where id = :id")
                .bind("id", organization)
                .then()
                .block();
    }

    private void regions() {
        database.sql("""
                        insert into region (code, name, tier, parent_code) values
                          ('100000', '中国', 'nation', null), ('440000', '广东省', 'province', '100000'),
                          ('440100', '广州市', 'city', '440000'), ('440106', '天河区', 'county', '440100')
                        on conflict do nothing
                        """).then().block();
    }
}
