package org.ziyuan.marketplace.signon.provider;

/** How an identity provider is spoken to. */
public enum Protocol {
    OIDC,
    CAS
}
