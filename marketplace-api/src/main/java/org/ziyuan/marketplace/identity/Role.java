package org.ziyuan.marketplace.identity;

import java.util.Arrays;
import java.util.stream.Stream;

/** What a person does in an organization. */
public enum Role {
    PUPIL,
    PARENT,
    TEACHER,
    PURCHASER,
    ACCOUNTANT,
    /** 出纳: who pays, and neither approves nor keeps the books. */
    CASHIER,
    PRINCIPAL,
    /** 学籍管理员: who keeps the roster of a school, and with the principal alone sees its pupils. */
    REGISTRAR,
    COUNTY_BUREAU,
    CITY_BUREAU,
    PROVINCE_BUREAU,
    AUDITOR,
    VENDOR_MANAGER,
    OPERATOR;

    /** Those who decide for the organizations below their own. */
    public static Role[] bureaus() {
        return bureausAnd();
    }

    /** These and the bureaus. */
    public static Role[] bureausAnd(Role... others) {
        return Stream.concat(Arrays.stream(others), Stream.of(COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU))
                .toArray(Role[]::new);
    }
}
