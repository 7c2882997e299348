package org.ziyuan.marketplace.identifier;

/** Tells which identifiers people write into a feature's own tables, so that all are looked at in one statement. */
public interface WrittenIdentifiers {

    /** A query of the row's name, within what the identifier is one of its kind, and the identifier, in this order. */
    String sql();
}
