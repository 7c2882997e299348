package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoRegions.Region;
import org.ziyuan.storefront.demo.DemoSchools.School;
import org.ziyuan.storefront.demo.DemoVendors.Vendor;

/** Invented people for every role. They have no password: the demo's role picker signs them in. */
final class DemoPeople {

    private static final List<String> FAMILY =
            List.of("陈", "林", "黄", "李", "梁", "张", "何", "罗", "邓", "周", "吴", "郑", "谢", "许", "冯", "叶", "苏", "曾", "卢", "潘");
    private static final List<String> GIVEN = List.of(
            "嘉怡", "志强", "晓彤", "永康", "思敏", "建国", "雅婷", "伟明", "咏诗", "浩然", "静雯", "俊杰", "慧玲", "文博", "美华", "子轩", "丽珍", "国栋",
            "秋月", "锦荣");

    private final List<DemoPerson> people = new ArrayList<>();

    DemoPeople(DemoRegions regions, DemoSchools schools, List<Vendor> vendors) {
        regions.all().forEach(this::bureauStaff);
        schools.all().forEach(this::schoolStaff);
        vendors.forEach(vendor -> add(vendor.code() + ".manager", Role.VENDOR_MANAGER, vendor.id()));
        add("operator", Role.OPERATOR, DemoProvince.OPERATOR);
    }

    List<DemoPerson> all() {
        return List.copyOf(people);
    }

    /** One of the officials of a bureau, from 1. */
    DemoPerson official(UUID bureau, int ordinal) {
        return people.stream()
                .filter(person -> person.organization().equals(bureau) && person.role() != Role.AUDITOR)
                .skip(ordinal - 1L)
                .findFirst()
                .orElseThrow();
    }

    private void bureauStaff(Region region) {
        String login = region.tier() + "." + region.code();
        switch (region.tier()) {
            case "county" -> add(login, Role.COUNTY_BUREAU, region.bureau());
            case "city" -> add(login, Role.CITY_BUREAU, region.bureau());
            case "province" -> add(login, Role.PROVINCE_BUREAU, region.bureau());
            default -> {}
        }
        if (!region.tier().equals("nation")) {
            // Who computes an allocation does not approve it.
            add(login + ".2", Role.valueOf(region.tier().toUpperCase(Locale.ROOT) + "_BUREAU"), region.bureau());
            add("auditor." + region.code(), Role.AUDITOR, region.bureau());
        }
    }

    /** Who asks, who approves, who accepts and who pays are different people; of two accountants one may be away. */
    private void schoolStaff(School school) {
        UUID id = school.id();
        add(school.code() + ".purchaser", Role.PURCHASER, id);
        add(school.code() + ".accountant1", Role.ACCOUNTANT, id);
        add(school.code() + ".accountant2", Role.ACCOUNTANT, id);
        add(school.code() + ".cashier", Role.CASHIER, id);
        add(school.code() + ".principal", Role.PRINCIPAL, id);
        for (int ordinal = 1; ordinal <= 3; ordinal++) {
            add(school.code() + ".teacher" + ordinal, Role.TEACHER, id);
        }
        if (school.ordinal() == 0) {
            add(school.code() + ".pupil1", Role.PUPIL, id);
            add(school.code() + ".parent1", Role.PARENT, id);
        }
    }

    private void add(String login, Role role, UUID organization) {
        Chance chance = Chance.of("name " + login);
        String name = chance.oneOf(FAMILY) + chance.oneOf(GIVEN);
        people.add(new DemoPerson(Ids.derived("demo-person", login), login, name, role, organization));
    }
}
