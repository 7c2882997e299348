package org.ziyuan.storefront.layout.asset;

import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;

/** Writes the addresses of style, script and pictures in pages as their names by content. */
@Component
class AssetLinks extends StandardLinkBuilder {

    private final Assets assets;

    AssetLinks(Assets assets, SpringWebFluxTemplateEngine engine) {
        this.assets = assets;
        engine.setLinkBuilder(this);
    }

    @Override
    protected String processLink(IExpressionContext context, String link) {
        return super.processLink(context, assets.link(link));
    }
}
