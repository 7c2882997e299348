package org.ziyuan.storefront.appliance;

import java.util.List;

/** The appliance will not start, for reasons that the person at the terminal can mend; each says how. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> reasons;

    StartRefused(String reason) {
        this(List.of(reason));
    }

    StartRefused(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    List<String> reasons() {
        return reasons;
    }
}
