/** The posting engine: a balanced journal, the accounts it names, and the one function that posts it. */
@NullMarked
package org.ziyuan.marketplace.ledger.posting;

import org.jspecify.annotations.NullMarked;
