package org.ziyuan.marketplace.signon.provider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of an identity provider before it is changed. */
@Configuration(proxyBeanMethods = false)
class ShownProvider {

    @Bean
    static ShownDocument shownIdentityProvider(IdentityProviders providers) {
        return ShownDocument.of(
                "identity-provider",
                providers::lock,
                (id, actor) -> providers
                        .find(id)
                        .map(provider -> ShownDocument.facts(
                                "name", provider.name(),
                                "issuer", provider.issuer(),
                                "version", provider.version())));
    }
}
