package org.ziyuan.marketplace.listing.terms;

import java.util.List;

/**
 * A value by which resources are found.
 *
 * @param code of the vocabulary; "" for a value of a listing that is no term of it
 * @param aliases other ways to write it
 * @param listings how many on sale have it
 */
public record UsedTerm(String facet, String code, String value, List<String> aliases, int listings) {}
