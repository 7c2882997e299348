package org.ziyuan.marketplace.test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.ziyuan.marketplace.MarketplaceApi;

/** marketplace-api alone; not a component itself, so that no scan of another test finds it. */
@EnableAutoConfiguration
@Import(MarketplaceApi.class)
public class MarketplaceOnly {}
