package org.ziyuan;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.ziyuan.catalog.CatalogSearch;
import org.ziyuan.marketplace.MarketplaceApi;
import org.ziyuan.procurement.ProcurementWorkflow;
import org.ziyuan.storefront.Storefront;
import org.ziyuan.storefront.appliance.Appliance;
import org.ziyuan.vendor.VendorPortal;

/** 资源超市: one process that holds the five modules. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({MarketplaceApi.class, ProcurementWorkflow.class, CatalogSearch.class, VendorPortal.class, Storefront.class})
public class ResourceSupermarket {

    public static void main(String[] arguments) {
        Appliance.start(ResourceSupermarket.class, arguments);
    }
}
