package org.ziyuan.marketplace.intake;

import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A cell that cannot be accepted.
 *
 * @param row the number of its row in the file, from 1
 * @param column the heading of its column
 * @param refusal what is wrong with it
 */
public record CellFault<C extends Heading>(int row, C column, Refusal refusal) {}
