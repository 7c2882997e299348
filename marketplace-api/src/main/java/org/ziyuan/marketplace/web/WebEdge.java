package org.ziyuan.marketplace.web;

import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.multipart.MultipartHttpMessageReader;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;

/** What every request is read with: bounded, strict JSON, and forms whose files are sealed. */
@Configuration(proxyBeanMethods = false)
class WebEdge implements WebFluxConfigurer {

    private final ObjectProvider<JsonMapperBuilderCustomizer> customizers;

    WebEdge(ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
        this.customizers = customizers;
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict()));
        configurer
                .defaultCodecs()
                .multipartReader(
                        new MultipartHttpMessageReader(new SealedParts(Path.of(System.getProperty("java.io.tmpdir")))));
    }

    /** Deep nesting, long numbers, repeated and unknown names are refused: none of them is an honest request. */
    private JsonMapper strict() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(50)
                .maxNumberLength(32)
                .maxStringLength(64 * 1024)
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(limits).build());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        // An empty text is no number, no day and no id, and certainly not "as many as you think".
        builder.withCoercionConfigDefaults(
                empty -> empty.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setAcceptBlankAsEmpty(false));
        return builder.addModule(new TextJson())
                .addModule(new DayJson())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Two and a half pieces are not two.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }
}
