package org.ziyuan.storefront.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.RequestDataValueProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.UnsentForms;

/** Beside the token, which Spring Security writes into every form that writes, stands the page that the form is on. */
@Component
class FormsSayTheirPage implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RequestDataValueProcessor tokens ? new WithPage(tokens) : bean;
    }

    private record WithPage(RequestDataValueProcessor tokens) implements RequestDataValueProcessor {

        @Override
        public String processAction(ServerWebExchange exchange, String action, String method) {
            return tokens.processAction(exchange, action, method);
        }

        @Override
        public String processFormFieldValue(ServerWebExchange exchange, String name, String value, String type) {
            return tokens.processFormFieldValue(exchange, name, value, type);
        }

        @Override
        public @Nullable Map<String, String> getExtraHiddenFields(ServerWebExchange exchange) {
            Map<String, String> fields = tokens.getExtraHiddenFields(exchange);
            boolean page = HttpMethod.GET.equals(exchange.getRequest().getMethod());
            return fields == null || fields.isEmpty() || !page ? fields : withPage(exchange, fields);
        }

        @Override
        public String processUrl(ServerWebExchange exchange, String url) {
            return tokens.processUrl(exchange, url);
        }

        private static Map<String, String> withPage(ServerWebExchange exchange, Map<String, String> fields) {
            String query = exchange.getRequest().getURI().getRawQuery();
            Map<String, String> all = new LinkedHashMap<>(fields);
            all.put(UnsentForms.PAGE, exchange.getRequest().getURI().getRawPath() + (query == null ? "" : "?" + query));
            return all;
        }
    }
}
