package org.ziyuan.marketplace.identity;

/** What a person does in an organization. */
public enum Role {
    PUPIL,
    PARENT,
    TEACHER,
    PURCHASER,
    ACCOUNTANT,
    PRINCIPAL,
    COUNTY_BUREAU,
    CITY_BUREAU,
    PROVINCE_BUREAU,
    AUDITOR,
    VENDOR_MANAGER,
    OPERATOR
}
