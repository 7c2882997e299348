package org.ziyuan.storefront.security;

import org.springframework.ui.Model;
import org.ziyuan.marketplace.factor.SecondFactor.OnPaper;

/** The codes on paper, shown once: in the answer to the form that made them, and at no address of their own. */
final class RecoveryCodesPage {

    private RecoveryCodesPage() {}

    /** @param next where the person goes on when he has put them away */
    static String shown(Model model, OnPaper onPaper, String next) {
        model.addAttribute("codes", onPaper.codes());
        model.addAttribute("next", next);
        return "security/recovery-codes";
    }
}
