package org.ziyuan.marketplace.money;

import java.util.regex.Pattern;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * An amount of renminbi in whole fen.
 *
 * @param fen the amount in fen; one yuan is a hundred fen
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** Twelve digits of yuan at most: bounded before any arithmetic, so a hostile exponent costs nothing. */
    private static final Pattern YUAN = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");

    public static Money ofFen(long fen) {
        return new Money(fen);
    }

    /**
     * Reads an amount in yuan as people write it, such as {@code 1250} or {@code 1250.50}.
     *
     * @throws Refusal {@code amount-malformed} for anything but digits with at most two decimals
     */
    public static Money ofYuan(String yuan) {
        if (yuan.length() > 15 || !YUAN.matcher(yuan).matches()) {
            throw Refusal.invalid("amount-malformed").with("amount", yuan.substring(0, Math.min(yuan.length(), 40)));
        }
        int point = yuan.indexOf('.');
        if (point < 0) {
            return new Money(Math.multiplyExact(Long.parseLong(yuan), 100L));
        }
        String decimals = (yuan.substring(point + 1) + "0").substring(0, 2);
        return new Money(Long.parseLong(yuan.substring(0, point)) * 100 + Long.parseLong(decimals));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    public Money times(long quantity) {
        return new Money(Math.multiplyExact(fen, quantity));
    }

    public boolean isPositive() {
        return fen > 0;
    }

    /** The amount in yuan with two decimals and no separators, as it goes on the wire: {@code 1250.50}. */
    public String inYuan() {
        long magnitude = Math.abs(fen);
        return (fen < 0 ? "-" : "") + magnitude / 100 + "." + (magnitude % 100 < 10 ? "0" : "") + magnitude % 100;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return "¥" + inYuan();
    }
}
