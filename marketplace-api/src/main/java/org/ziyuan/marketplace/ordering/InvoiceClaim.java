package org.ziyuan.marketplace.ordering;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * The invoice as the vendor reports it.
 *
 * @param number of a fully digital invoice (20 digits) or of an older one (8 to 12 digits)
 * @param amount price and tax together (价税合计)
 * @param tax the part of it that is tax
 */
public record InvoiceClaim(
        String number, LocalDate issuedOn, Money amount, Money tax, String buyerName, String sellerCreditCode) {

    private static final Pattern NUMBER = Pattern.compile("\\d{8,20}");

    /** @throws Refusal {@code date-out-of-range}, {@code invoice-number-malformed}, {@code invoice-amount-malformed}, {@code invoice-party-missing} */
    public InvoiceClaim {
        issuedOn = PaperDate.usable(issuedOn);
        if (!NUMBER.matcher(number).matches()) {
            throw Refusal.invalid("invoice-number-malformed");
        }
        if (!amount.isPositive() || tax.fen() < 0 || tax.compareTo(amount) >= 0) {
            throw Refusal.invalid("invoice-amount-malformed")
                    .with("amount", amount)
                    .with("tax", tax);
        }
        buyerName = Normalizer.normalize(buyerName, Normalizer.Form.NFKC).strip();
        sellerCreditCode = sellerCreditCode.strip().toUpperCase(Locale.ROOT);
        if (buyerName.isEmpty() || buyerName.length() > 200 || sellerCreditCode.length() > 18) {
            throw Refusal.invalid("invoice-party-missing");
        }
    }

    boolean isMadeOutTo(String organization) {
        return buyerName.equals(
                Normalizer.normalize(organization, Normalizer.Form.NFKC).strip());
    }
}
