package org.ziyuan.marketplace.web;

import org.ziyuan.marketplace.refusal.Refusal;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Texts on the wire: JSON can spell half a character and a null, which no database keeps and no page shows. */
final class TextJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    TextJson() {
        super("text");
        addDeserializer(String.class, new Reader());
    }

    private static final class Reader extends StdDeserializer<String> {
        Reader() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(in, context);
            if (text != null && text.codePoints().anyMatch(Reader::isNone)) {
                throw Refusal.invalid("text-malformed");
            }
            return text;
        }

        private static boolean isNone(int point) {
            return point == 0 || Character.getType(point) == Character.SURROGATE;
        }
    }
}
