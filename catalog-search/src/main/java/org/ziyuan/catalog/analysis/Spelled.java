package org.ziyuan.catalog.analysis;

import java.util.List;

/**
 * A word of the catalogue as somebody spells it.
 *
 * @param dimension the name of the {@link Dimension} that it is a value of
 * @param value what listings keep
 * @param others other ways to write it
 */
public record Spelled(String dimension, String value, List<String> others) {}
