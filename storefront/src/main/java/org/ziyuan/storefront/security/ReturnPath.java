package org.ziyuan.storefront.security;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go before he was asked to sign in: a path of ours, or the home page. */
final class ReturnPath {

    private static final Pattern OURS = Pattern.compile("/(?:[A-Za-z0-9._~%/?=&:@!$'()*+,;-]{0,500})");

    private ReturnPath() {}

    /** Anything that could lead to another site, or that a redirect would interpret, becomes "/". */
    static String of(@Nullable String wanted) {
        return wanted != null && OURS.matcher(wanted).matches() && !wanted.startsWith("//") ? wanted : "/";
    }
}
