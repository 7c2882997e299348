/** The page on which people find a resource: facets, cards with the price for the own school, and what was understood. */
@NullMarked
package org.ziyuan.storefront.search;

import org.jspecify.annotations.NullMarked;
