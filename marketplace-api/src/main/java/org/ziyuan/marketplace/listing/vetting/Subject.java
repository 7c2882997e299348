package org.ziyuan.marketplace.listing.vetting;

/** What a school asks about before it lets an application in. */
public enum Subject {
    PRIVACY,
    SECURITY,
    ACCESSIBILITY,
    INTEROPERABILITY
}
