package org.ziyuan.marketplace.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.refusal.Refusal;

/** Reads the fields of a page's form; what a person could mistype is refused by name. */
public final class Fields {

    private static final int SHOWN = 20;

    private Fields() {}

    /** The field as it was sent, or nothing when it was not. */
    public static String text(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    /** Refuses with {@code id-malformed}; read as a UUID, so that a forged field cannot lead anywhere else. */
    public static UUID id(MultiValueMap<String, String> form, String name) {
        try {
            return UUID.fromString(text(form, name));
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("id-malformed");
        }
    }

    /** Refuses with {@code date-malformed} anything but a day such as 2026-11-23. */
    public static LocalDate day(MultiValueMap<String, String> form, String name) {
        String text = text(form, name).strip();
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw Refusal.invalid("date-malformed").with("date", text.substring(0, Math.min(text.length(), SHOWN)));
        }
    }
}
