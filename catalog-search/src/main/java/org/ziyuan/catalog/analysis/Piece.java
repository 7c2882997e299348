package org.ziyuan.catalog.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of plain text: a term of the vocabulary, or what stands between terms.
 *
 * @param from where it begins
 * @param to where it ends
 */
record Piece(String text, @Nullable Term term, int from, int to) {}
