package org.ziyuan.storefront.layout;

import org.jspecify.annotations.Nullable;

/** One step of the way back: words already in the reader's language, and the address; the last has none. */
public record Crumb(String label, @Nullable String href) {

    public static Crumb here(String label) {
        return new Crumb(label, null);
    }
}
