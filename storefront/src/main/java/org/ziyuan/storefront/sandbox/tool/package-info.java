/**
 * Stand-ins for the vendors' tools, in the demo only: relying parties of their own, on a port of their own, that trust
 * nothing of the platform but what its published keys have signed.
 */
@NullMarked
package org.ziyuan.storefront.sandbox.tool;

import org.jspecify.annotations.NullMarked;
