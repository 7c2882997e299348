package org.ziyuan.marketplace.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.text.Days;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Days and moments on the wire: of the years that people write, so that a day more is still a day. */
final class DayJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    DayJson() {
        super("days");
        addDeserializer(LocalDate.class, new Bounded<>(LocalDate.class, LocalDateDeserializer.INSTANCE));
        addDeserializer(
                OffsetDateTime.class, new Bounded<>(OffsetDateTime.class, InstantDeserializer.OFFSET_DATE_TIME));
    }

    private static final class Bounded<T extends Temporal> extends StdDeserializer<T> {
        private final Class<T> kind;
        private final ValueDeserializer<T> reader;

        Bounded(Class<T> kind, ValueDeserializer<T> reader) {
            super(kind);
            this.kind = kind;
            this.reader = reader;
        }

        @Override
        public @Nullable T deserialize(JsonParser in, DeserializationContext context) {
            T read = reader.deserialize(in, context);
            return read == null || Days.isWritten(read)
                    ? read
                    : kind.cast(context.handleWeirdStringValue(kind, in.getString(), "a year from 1 to 9999"));
        }
    }
}
