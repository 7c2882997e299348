package org.ziyuan.storefront.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.SpringWebFluxTemplateEngine;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.serializer.IStandardJavaScriptSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page writes inside a script element. Thymeleaf's own writer leaves {@code <!--} as it is, and behind that a browser
 * looks for the end of another script: no letter that begins markup is written, whatever a vendor has called his lesson.
 */
@Component
class ScriptJson implements IStandardJavaScriptSerializer {

    private final JsonMapper json;

    ScriptJson(JsonMapper json, SpringWebFluxTemplateEngine engine) {
        this.json = json;
        engine.getDialects().stream()
                .filter(StandardDialect.class::isInstance)
                .map(StandardDialect.class::cast)
                .forEach(dialect -> dialect.setJavaScriptSerializer(this));
    }

    @Override
    public void serializeValue(Object value, Writer out) {
        try {
            out.write(written(value));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** Outside of its strings JSON has none of these. */
    private String written(Object value) {
        return json.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
