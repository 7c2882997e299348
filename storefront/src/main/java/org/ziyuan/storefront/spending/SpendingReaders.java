package org.ziyuan.storefront.spending;

import org.ziyuan.marketplace.identity.Role;

/** Who may look at money: the same who may ask for budget lines over the API. */
final class SpendingReaders {

    private SpendingReaders() {}

    static Role[] all() {
        return new Role[] {
            Role.PURCHASER,
            Role.ACCOUNTANT,
            Role.PRINCIPAL,
            Role.AUDITOR,
            Role.COUNTY_BUREAU,
            Role.CITY_BUREAU,
            Role.PROVINCE_BUREAU
        };
    }
}
