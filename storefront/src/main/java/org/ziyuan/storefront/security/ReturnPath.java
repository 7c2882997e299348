package org.ziyuan.storefront.security;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.access.Sessions;

/** Where somebody wanted to go before he was asked to sign in: a path of ours, or the home page. */
final class ReturnPath {

    private static final Pattern OURS = Pattern.compile("/(?:[A-Za-z0-9._~%/?=&:@!$'()*+,;-]{0,500})");

    private ReturnPath() {}

    /** Anything that could lead to another site, or that a redirect would interpret, becomes "/". */
    static String of(@Nullable String wanted) {
        return wanted != null && OURS.matcher(wanted).matches() && !wanted.startsWith("//") ? wanted : "/";
    }

    /** To the form that waits for him, or to choose for whom he acts, or to what he had asked for. */
    static String after(Sessions.Opened opened, @Nullable String wanted) {
        String waiting = opened.address();
        return waiting != null ? waiting : opened.memberships().size() > 1 ? "/account" : of(wanted);
    }
}
