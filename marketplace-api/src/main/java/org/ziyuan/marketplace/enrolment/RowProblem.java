package org.ziyuan.marketplace.enrolment;

import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A cell that cannot be accepted.
 *
 * @param row the number of its row in the file, from 1
 * @param column the heading of its column
 */
record RowProblem(int row, Column column, Refusal refusal) {}
