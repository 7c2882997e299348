/** What must hold over every account, balance and journal, however they came to be. */
@NullMarked
package org.ziyuan.marketplace.ledger.invariant;

import org.jspecify.annotations.NullMarked;
