package org.ziyuan.marketplace.audit;

/**
 * Chains of evidence that {@code verify} can anchor outside the database: one chain per owner, entries numbered from 1.
 *
 * @param name what the chains are called in a file of heads
 * @param chains the table with a row per chain
 * @param entries the table of the entries, with columns {@code seq} and {@code hash}
 * @param owner the column, in both tables, that says whose chain it is
 * @param moment the column of the entries that says when
 */
public record HashChain(String name, String chains, String entries, String owner, String moment) {}
