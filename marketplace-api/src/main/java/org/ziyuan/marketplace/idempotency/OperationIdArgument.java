package org.ziyuan.marketplace.idempotency;

import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Gives a handler that declares an {@link OperationId} the one that follows from the caller's key. */
@Component
class OperationIdArgument implements HandlerMethodArgumentResolver, WebFluxConfigurer {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(OperationId.class);
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        return Mono.zip(CurrentActor.find(), IdempotencyKey.of(exchange))
                .map(both -> IdempotencyKey.operation(both.getT1().person(), both.getT2()))
                .switchIfEmpty(Mono.fromSupplier(() -> new OperationId(Ids.next())))
                .cast(Object.class);
    }
}
