package org.ziyuan.marketplace.ordering;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * The invoice as the vendor reports it.
 *
 * @param code of an invoice of the old kind (10 to 12 digits), which is named by code and number together; null on a
 *     digital one, and where it was not given
 * @param number of a fully digital invoice (20 digits) or of an older one
 * @param amount price and tax together (价税合计)
 * @param tax the part of it that is tax
 */
public record InvoiceClaim(
        @Nullable String code,
        String number,
        LocalDate issuedOn,
        Money amount,
        Money tax,
        String buyerName,
        String sellerCreditCode) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{8,20}");
    private static final Pattern CODE = Pattern.compile("[0-9]{10,12}");
    private static final int DIGITAL = 20;
    private static final TextField PARTY = TextField.name("buyerName", 1, 200).refusing("invoice-party-missing");
    private static final TextField CREDIT_CODE =
            TextField.name("sellerCreditCode", 0, 18).refusing("invoice-party-missing");

    /**
     * @throws Refusal {@code date-out-of-range}, {@code invoice-number-malformed}, {@code invoice-code-malformed},
     *     {@code invoice-amount-malformed}, {@code invoice-party-missing}
     */
    public InvoiceClaim {
        issuedOn = PaperDate.usable(issuedOn);
        number = compact(number);
        code = code == null || compact(code).isEmpty() ? null : compact(code);
        if (!NUMBER.matcher(number).matches()) {
            throw Refusal.invalid("invoice-number-malformed");
        }
        if (code != null && (number.length() == DIGITAL || !CODE.matcher(code).matches())) {
            throw Refusal.invalid("invoice-code-malformed");
        }
        if (!amount.isPositive() || tax.fen() < 0 || tax.compareTo(amount) >= 0) {
            throw Refusal.invalid("invoice-amount-malformed")
                    .with("amount", amount)
                    .with("tax", tax);
        }
        buyerName = PARTY.read(Normalizer.normalize(buyerName, Normalizer.Form.NFKC));
        sellerCreditCode = CREDIT_CODE.read(compact(sellerCreditCode)).toUpperCase(Locale.ROOT);
    }

    /** What names the paper: its number, after its code where it has one. */
    String paper() {
        return code == null ? number : code + "-" + number;
    }

    /** As the paper has it, however it was typed: ordinary digits and letters, nothing between them. */
    private static String compact(String typed) {
        return Plain.text(typed).replace("-", "");
    }

    boolean isMadeOutTo(String organization) {
        return buyerName.equals(
                Normalizer.normalize(organization, Normalizer.Form.NFKC).strip());
    }
}
