/** The audit trail: from a budget line through every document of a purchase to the launch, and back. */
@NullMarked
package org.ziyuan.storefront.trail;

import org.jspecify.annotations.NullMarked;
