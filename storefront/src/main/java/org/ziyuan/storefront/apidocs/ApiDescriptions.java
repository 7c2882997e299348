package org.ziyuan.storefront.apidocs;

import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Locale;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.web.OperationId;

/** One description of the API per language, computed from the handlers themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDescriptions {

    private static final String API = "/api/v1/**";

    ApiDescriptions() {
        // Who acts and what the operation is called are found by the server; nobody sends them as parameters.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class, OperationId.class)
                .replaceWithSchema(
                        Money.class,
                        new StringSchema().pattern("\\d{1,12}(\\.\\d{1,2})?").example("1250.50"));
    }

    @Bean
    GroupedOpenApi chineseApi(MessageSource words) {
        return described("zh", "中文", Locale.SIMPLIFIED_CHINESE, words);
    }

    @Bean
    GroupedOpenApi englishApi(MessageSource words) {
        return described("en", "English", Locale.ENGLISH, words);
    }

    private static GroupedOpenApi described(String group, String name, Locale locale, MessageSource words) {
        return GroupedOpenApi.builder()
                .group(group)
                .displayName(name)
                .pathsToMatch(API)
                .addOpenApiCustomizer(new ApiWords(words, locale)::describe)
                .build();
    }
}
