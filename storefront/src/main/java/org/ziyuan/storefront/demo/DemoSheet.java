package org.ziyuan.storefront.demo;

import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoVendors.Vendor;

/** What a listing is, before it becomes rows. */
record DemoSheet(
        String code,
        Vendor vendor,
        String kind,
        String title,
        String subtitle,
        String summary,
        String html,
        Map<String, String> facets) {

    UUID id() {
        return Ids.derived("demo-listing", code);
    }
}
