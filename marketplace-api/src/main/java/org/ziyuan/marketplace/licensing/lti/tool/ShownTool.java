package org.ziyuan.marketplace.licensing.lti.tool;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** A vendor's tool before it is corrected, approved or returned. */
@Configuration(proxyBeanMethods = false)
class ShownTool {

    @Bean
    static ShownDocument shownTools(ToolRegistrations registrations, VendorTools tools) {
        return ShownDocument.of(
                "tool",
                registrations::lock,
                (id, actor) -> tools.only(id, actor)
                        .map(tool -> ShownDocument.facts(
                                "state", tool.state().name(),
                                "name", tool.name(),
                                "initiateLoginUri", tool.initiateLoginUri(),
                                "redirectUris", tool.redirectLines(),
                                "targetLinkUri", tool.targetLinkUri(),
                                "jwksUrl", tool.jwksUrl(),
                                "privacy", tool.privacyLevel())));
    }
}
