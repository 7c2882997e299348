package org.ziyuan.storefront.apidocs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;

/** Puts a description of the API into words: each operation's sentence is the message {@code api.<method>.<path>}. */
final class ApiWords {

    private static final String SESSION = "session";
    private static final String PROBLEM = "Problem";

    private final MessageSource messages;
    private final Locale locale;

    ApiWords(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    void describe(OpenAPI api) {
        api.setInfo(new Info()
                .title(word("api.title"))
                .description(word("api.description"))
                .version("v1"));
        api.setServers(null);
        Components components = Objects.requireNonNullElseGet(api.getComponents(), Components::new);
        components.addSecuritySchemes(
                SESSION,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("sid")
                        .description(word("api.session")));
        components.addSchemas(PROBLEM, ProblemSchema.in(this::word));
        api.setComponents(components);
        api.setSecurity(List.of(new SecurityRequirement().addList(SESSION)));
        api.getPaths().forEach(this::describe);
    }

    /** The message key of an operation: {@code GET /api/v1/orders/{id}} is {@code api.get.orders.id}. */
    static String key(HttpMethod method, String path) {
        String words = path.replaceFirst("^/api/v1/", "").replaceAll("[{}]", "").replace('/', '.');
        return "api." + method.name().toLowerCase(Locale.ROOT) + "." + words;
    }

    private void describe(String path, PathItem item) {
        item.readOperationsMap().forEach((method, operation) -> describe(path, method, operation));
    }

    private void describe(String path, HttpMethod method, Operation operation) {
        operation.setSummary(messages.getMessage(key(method, path), null, key(method, path), locale));
        operation.setTags(List.of(tag(path)));
        if (method != HttpMethod.GET) {
            operation.addParametersItem(header("Idempotency-Key", "api.idempotencyKey"));
            operation.addParametersItem(header("X-CSRF-TOKEN", "api.csrfToken"));
        }
        Schema<?> problem = new Schema<>().$ref(PROBLEM);
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description(word("api.problem"))
                                .content(new Content()
                                        .addMediaType("application/problem+json", new MediaType().schema(problem))));
    }

    private static String tag(String path) {
        return path.split("/", 5)[3];
    }

    private HeaderParameter header(String name, String key) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(word(key)).required(false).schema(new StringSchema());
        return header;
    }

    private String word(String key) {
        return Objects.requireNonNull(messages.getMessage(key, null, locale));
    }
}
