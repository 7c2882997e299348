package org.ziyuan.catalog.analysis;

/**
 * A part of a title as it was written; joined in order they are the title again.
 *
 * @param hit whether it is what the query asked for
 */
public record Segment(String text, boolean hit) {}
