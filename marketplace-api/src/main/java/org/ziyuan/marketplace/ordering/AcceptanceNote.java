package org.ziyuan.marketplace.ordering;

import java.time.LocalDate;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * What the school says about the delivery.
 *
 * @param deliveredOn the day from which the law counts the days to pay: see {@code pay_by}
 * @param remark up to 500 characters, may be empty
 */
public record AcceptanceNote(LocalDate deliveredOn, String remark) {

    /** @throws Refusal {@code date-out-of-range}, {@code remark-too-long} */
    public AcceptanceNote {
        deliveredOn = PaperDate.usable(deliveredOn);
        remark = TextField.words("remark", 0, 500).refusing("remark-too-long").read(remark);
    }
}
