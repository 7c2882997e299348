package org.ziyuan.marketplace.sheet.incoming;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.sheet.incoming.Cell.Kind;

/** Reads numbers as a spreadsheet shows them. */
final class XlsxNumbers {

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,14}");

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");

    /** What a spreadsheet keeps and shows of a number; the digits beyond are the noise of its arithmetic. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

    private XlsxNumbers() {}

    /** @param day whether the style of the cell shows it as a day */
    static Cell cell(String value, boolean day) {
        if (WHOLE.matcher(value).matches() && !day) {
            return new Cell(Kind.NUMBER, value);
        }
        if (!NUMBER.matcher(value).matches()) {
            return Cell.word(value);
        }
        BigDecimal number = new BigDecimal(value).round(SHOWN);
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        if (day) {
            return new Cell(Kind.DAY, plain);
        }
        return new Cell(number.precision() - number.scale() > SHOWN.getPrecision() ? Kind.ROUNDED : Kind.NUMBER, plain);
    }
}
