package org.ziyuan.marketplace.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.Days;
import org.ziyuan.marketplace.text.TextField;

/** Reads the fields of a page's form; what a person could mistype is refused by name. */
public final class Fields {

    private static final int SHOWN = 20;

    private Fields() {}

    /** The field as it was sent, or nothing when it was not. */
    public static String text(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    /** The field of a reason where several stand on one page: each goes back to where it was written. */
    public static String reasonFor(UUID document) {
        return "reason-" + document;
    }

    /** Refuses with {@code id-malformed}; read as a UUID, so that a forged field cannot lead anywhere else. */
    public static UUID id(MultiValueMap<String, String> form, String name) {
        try {
            return UUID.fromString(text(form, name));
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("id-malformed");
        }
    }

    /** A number or an identifier without the blanks around it; letters and digits of the full width are the plain ones. */
    public static String plain(MultiValueMap<String, String> form, String name) {
        return TextField.plain(text(form, name));
    }

    /** An amount in yuan. Refuses with {@code field-missing} and {@code amount-malformed}. */
    public static Money amount(MultiValueMap<String, String> form, String name) {
        String text = plain(form, name);
        if (text.isEmpty()) {
            throw Refusal.invalid("field-missing").with("field", name);
        }
        return Money.ofYuan(text);
    }

    /** Refuses with {@code date-malformed} anything but a day such as 2026-11-23, of a year from 1 to 9999. */
    public static LocalDate day(MultiValueMap<String, String> form, String name) {
        String text = plain(form, name);
        try {
            return Days.read(text);
        } catch (DateTimeException malformed) {
            throw Refusal.invalid("date-malformed").with("date", TextField.beginning(text, SHOWN));
        }
    }
}
