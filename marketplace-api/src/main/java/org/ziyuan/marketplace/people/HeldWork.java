package org.ziyuan.marketplace.people;

/**
 * Work that stays behind when a person goes. Each feature that has some says so: how much waits in an organization for
 * whoever has the duty, and how much a person holds himself.
 *
 * @param kind its word is {@code person.holds.<kind>}
 * @param waiting a query that counts what waits in {@code :organization}
 * @param held a query that counts what {@code :person} holds
 */
public record HeldWork(String kind, String waiting, String held) {

    /** Counts nothing. */
    public static final String NONE = "select 0";
}
