/** The transaction core: money, organizations, listings, funding, ledger, orders, payments, licences, audit and outbox. */
@NullMarked
package org.ziyuan.marketplace;

import org.jspecify.annotations.NullMarked;
