package org.ziyuan.storefront.security;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which directive of the Content-Security-Policy a report is about; one that there is not is "other". */
final class ViolatedDirective {

    private static final Set<String> DIRECTIVES = Set.of(
            "default-src",
            "script-src",
            "script-src-elem",
            "script-src-attr",
            "style-src",
            "style-src-elem",
            "style-src-attr",
            "img-src",
            "font-src",
            "connect-src",
            "manifest-src",
            "form-action",
            "base-uri",
            "frame-ancestors",
            "frame-src",
            "object-src",
            "media-src",
            "worker-src",
            "child-src");

    private ViolatedDirective() {}

    /** The old form has the directive under {@code csp-report}, with its sources behind it; the new one under {@code body}. */
    static String of(JsonNode report) {
        JsonNode old = report.path("csp-report");
        String named = report.path("body")
                .path("effectiveDirective")
                .asString(old.path("effective-directive")
                        .asString(old.path("violated-directive").asString("")));
        String directive = named.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT);
        return DIRECTIVES.contains(directive) ? directive : "other";
    }
}
