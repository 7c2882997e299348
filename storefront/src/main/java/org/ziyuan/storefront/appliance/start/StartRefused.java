package org.ziyuan.storefront.appliance.start;

import java.util.List;

/** The appliance will not start, for reasons that the person at the terminal can mend; each says how. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> reasons;

    public StartRefused(String reason) {
        this(List.of(reason));
    }

    public StartRefused(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
