package org.ziyuan.marketplace.access;

import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.StaticServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.stereotype.Component;

/**
 * Tells the browser with every answer what to refuse. It uses nothing but our own scripts, styles and pictures, shows
 * our pages in no frame, and keeps nothing unless the answer itself says so. HSTS is written over TLS only, which
 * Spring sees to.
 */
@Component
class SecurityHeaders {

    private static final String NO_SENSORS = "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
            + "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /** Where browsers tell what they did not load; storefront counts it. */
    private static final String REPORTS = "/csp-reports";

    private static final StaticServerHttpHeadersWriter REPORTING = StaticServerHttpHeadersWriter.builder()
            .header("Reporting-Endpoints", "csp=\"" + REPORTS + "\"")
            .build();

    private final String contentPolicy;

    SecurityHeaders(WebSettings settings) {
        String formAction = String.join(" ", settings.formAction());
        this.contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
                + ("form-action 'self' " + formAction).strip()
                + "; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; report-uri " + REPORTS
                + "; report-to csp";
    }

    void write(HeaderSpec headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicy(permissions -> permissions.policy(NO_SENSORS))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .frameOptions(frame -> frame.mode(Mode.DENY))
                .writer(REPORTING);
    }
}
