package org.ziyuan.storefront.appliance.inspection;

import java.util.Locale;
import org.ziyuan.marketplace.audit.Finding;
import org.ziyuan.storefront.appliance.start.Progress;

/** Says what an invariant came to, in one line. */
final class VerifyReport {

    private VerifyReport() {}

    static void say(Finding finding) {
        if (finding.holds()) {
            Progress.OUT.printf(Locale.ROOT, "OK    %s  %.1f 秒%n", finding.code(), seconds(finding));
        } else if (finding.first() != null) {
            Progress.OUT.printf(
                    "FAIL  %s  %s: %s%s%n",
                    finding.code(),
                    finding.first().row(),
                    finding.first().explanation(),
                    finding.rows() > 1 ? "（共 " + finding.rows() + " 处）" : "");
        } else {
            Progress.OUT.printf("FAIL  %s  无法检查: %s%n", finding.code(), finding.unanswered());
        }
    }

    private static double seconds(Finding finding) {
        return finding.took().toMillis() / 1000.0;
    }
}
