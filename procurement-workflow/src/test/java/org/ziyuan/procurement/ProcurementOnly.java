package org.ziyuan.procurement;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.ziyuan.marketplace.MarketplaceApi;

/** The core and the workflow; not a component itself, so that no scan of another test finds it. */
@EnableAutoConfiguration
@Import({MarketplaceApi.class, ProcurementWorkflow.class})
public class ProcurementOnly {}
