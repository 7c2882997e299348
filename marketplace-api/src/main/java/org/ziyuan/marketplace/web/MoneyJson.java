package org.ziyuan.marketplace.web;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Amounts on the wire are decimal strings in yuan, {@code "1250.50"}; a JSON number would invite floating point. */
@Component
class MoneyJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    MoneyJson() {
        super("money");
        addSerializer(Money.class, new Writer());
        addDeserializer(Money.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Money> {
        Writer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money amount, JsonGenerator out, SerializationContext context) {
            out.writeString(amount.inYuan());
        }
    }

    private static final class Reader extends StdDeserializer<Money> {
        Reader() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (Money) context.handleUnexpectedToken(context.constructType(Money.class), in);
            }
            return Money.ofYuan(in.getString());
        }
    }
}
