package org.ziyuan.storefront.appliance.database;

import org.ziyuan.storefront.appliance.Appliance;

/** An application without features: what is tested is the appliance around it. */
class BareApplication {

    private BareApplication() {}

    public static void main(String[] arguments) {
        Appliance.start(BareApplication.class, arguments);
    }
}
