package org.ziyuan.marketplace.form;

import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives a handler that declares a {@link Posted} the form that was sent. */
@Component
class PostedArgument implements HandlerMethodArgumentResolver {

    /** Asked late: what forms show are documents of every feature, and this is made before them. */
    private final ObjectProvider<Outcome> outcome;

    PostedArgument(ObjectProvider<Outcome> outcome) {
        this.outcome = outcome;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Posted.class);
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        Locale locale = Objects.requireNonNullElse(exchange.getLocaleContext().getLocale(), Locale.SIMPLIFIED_CHINESE);
        return Mono.zip(exchange.getFormData(), exchange.getSession())
                .map(sent -> new Posted(sent.getT1(), outcome.getObject(), sent.getT2(), locale));
    }
}
