package org.ziyuan.storefront.layout;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.BeijingTime;

/**
 * How figures are written on every page, whatever the language: {@code ¥1,234.56}, {@code 1,234},
 * {@code 2026-11-23 14:05} in Beijing time. Templates call it as {@code ${#figures.money(fen)}}.
 */
@Component
public class Figures {

    /** The one time zone of a Chinese public service. */
    public static final ZoneId ZONE = BeijingTime.ZONE;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Clock clock = Clock.system(ZONE);

    /** Yuan with thousands separators and two decimals, from an amount in fen; a true minus sign when negative. */
    public String money(long amountInFen) {
        return (amountInFen < 0 ? "\u2212¥" : "¥") + grouped(Math.abs(amountInFen / 100)) + fen(amountInFen);
    }

    /** What belongs into an amount field: {@code 1234.56}, no separators, no currency sign. */
    public String amount(long amountInFen) {
        return (amountInFen < 0 ? "-" : "") + Math.abs(amountInFen / 100) + fen(amountInFen);
    }

    /** The share of a part in a whole, such as {@code 12.5%}; a whole of nothing has no share. */
    public String percent(long part, long whole) {
        if (whole <= 0) {
            return "—";
        }
        long tenths = Math.floorDiv(Math.multiplyExact(part, 1000L), whole);
        return tenths / 10 + "." + Math.abs(tenths % 10) + "%";
    }

    /** How far a bar of a thousand is filled: what {@link #percent} says of the same figures, not more. */
    public long filled(long part, long whole) {
        return whole <= 0 || part <= 0 ? 0 : Math.min(1000, Math.multiplyExact(part, 1000L) / whole);
    }

    /** A count of pupils, seats, schools or rows. */
    public String count(long number) {
        return grouped(number);
    }

    /** How large a file is: {@code 2.3 MB}, of what is smaller than a tenth of that whole {@code KB}. */
    public String bytes(long bytes) {
        return bytes < 100_000
                ? Math.max(1, bytes / 1_000) + " KB"
                : bytes / 1_000_000 + "." + bytes / 100_000 % 10 + " MB";
    }

    public String day(Instant at) {
        return DAY.format(at.atZone(ZONE));
    }

    public String day(LocalDate day) {
        return DAY.format(day);
    }

    /** The last day of something that ends at this moment: what ends at midnight is good all of the day before. */
    public String lastDay(Instant end) {
        return day(lastMoment(end));
    }

    /** A moment on the last day of something that ends then. */
    public static Instant lastMoment(Instant end) {
        return end.minusNanos(1);
    }

    /** A moment on this day, for what counts days only. */
    public static Instant within(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    public String moment(Instant at) {
        return MOMENT.format(at.atZone(ZONE));
    }

    /** Now, in Beijing time, for the head of a printed page. */
    public String now() {
        return moment(clock.instant());
    }

    /** Whole calendar days from today until then; negative when the day has passed. */
    public long daysUntil(Instant due) {
        return ChronoUnit.DAYS.between(LocalDate.now(clock), due.atZone(ZONE).toLocalDate());
    }

    /** A tenth of what a format costs; a page has dozens. */
    private static String grouped(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        int first = number < 0 ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    private static String fen(long amountInFen) {
        long fen = Math.abs(amountInFen % 100);
        return (fen < 10 ? ".0" : ".") + fen;
    }
}
