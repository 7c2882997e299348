package org.ziyuan.marketplace.signon.proof;

import java.util.Map;

/**
 * What a provider has proved: that somebody is this subject of his.
 *
 * @param issuer who says so
 * @param subject by what he knows the person for ever; never a name, never a mail address
 * @param claims what else he says of the person
 */
public record Proved(String issuer, String subject, Map<String, Object> claims) {

    public Proved {
        claims = Map.copyOf(claims);
    }

    /** Claims are about people: neither they nor the subject go into a log. */
    @Override
    public String toString() {
        return "Proved[by " + issuer + "]";
    }
}
