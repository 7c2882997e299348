package org.ziyuan.storefront.security;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.ziyuan.marketplace.MarketplaceApi;
import org.ziyuan.storefront.demo.DemoCast;

/** The core and the pages around signing in, without workflow, search and the embedded parts. */
@EnableAutoConfiguration
@Import({MarketplaceApi.class, DemoCast.class})
@ComponentScan({"org.ziyuan.storefront.layout", "org.ziyuan.storefront.security"})
class AccessOnly {}
