package org.ziyuan.storefront.layout;

/** One choice of a select or a group of radio buttons: what is sent, and what is read. */
public record Option(String value, String label) {}
