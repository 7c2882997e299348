package org.ziyuan.marketplace.listing;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Vendors' rich text, reduced to paragraphs, lists and emphasis: no links, no pictures, no attributes. */
final class VendorHtml {

    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements("p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "blockquote")
            .toFactory();

    private VendorHtml() {}

    public static String clean(String html) {
        return ALLOWED.sanitize(html);
    }
}
