package org.ziyuan.storefront.apidocs;

import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What every refusal of the API looks like, with its words. */
final class ProblemSchema {

    private ProblemSchema() {}

    static Schema<?> in(UnaryOperator<String> word) {
        return new ObjectSchema()
                .description(word.apply("api.problem"))
                .properties(Map.of(
                        "type",
                        new StringSchema(),
                        "title",
                        new StringSchema(),
                        "status",
                        new IntegerSchema(),
                        "detail",
                        new StringSchema().description(word.apply("api.problem.detail")),
                        "code",
                        new StringSchema().description(word.apply("api.problem.code")),
                        "values",
                        new ObjectSchema().description(word.apply("api.problem.values"))));
    }
}
