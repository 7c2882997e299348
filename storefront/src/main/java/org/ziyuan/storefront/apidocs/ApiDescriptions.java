package org.ziyuan.storefront.apidocs;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.DateSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Sought;

/** One description of the API per language, computed from the handlers themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDescriptions {

    private static final String API = "/api/v1/**";

    private static final Map<String, Schema<?>> SOUGHT = new TreeMap<>(Map.<String, Schema<?>>of(
            "find", new StringSchema().maxLength(80),
            "from", new DateSchema(),
            "until", new DateSchema(),
            "cursor", new StringSchema(),
            "limit", new IntegerSchema()._default(20)));

    ApiDescriptions() {
        // Who acts and what the operation is called are found by the server; nobody sends them as parameters.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class, OperationId.class, IfMatch.class, Sought.class)
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
                .addOperationCustomizer((operation, handler) -> asked(operation, handler, words, locale))
                .addOpenApiCustomizer(new ApiWords(words, locale)::describe)
                .build();
    }

    /** A list is asked the same everywhere, and a write names the version it was decided on in one way. */
    private static Operation asked(Operation operation, HandlerMethod handler, MessageSource words, Locale locale) {
        if (declares(handler, IfMatch.class)) {
            operation.addParametersItem(new HeaderParameter()
                    .name(HttpHeaders.IF_MATCH)
                    .description(words.getMessage("api.ifMatch", null, locale))
                    .required(false)
                    .schema(new StringSchema()));
        }
        if (declares(handler, Sought.class)) {
            SOUGHT.forEach((name, schema) -> operation.addParametersItem(new QueryParameter()
                    .name(name)
                    .description(words.getMessage("api.sought." + name, null, locale))
                    .required(false)
                    .schema(schema)));
        }
        return operation;
    }

    private static boolean declares(HandlerMethod handler, Class<?> argument) {
        return Stream.of(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(argument));
    }
}
