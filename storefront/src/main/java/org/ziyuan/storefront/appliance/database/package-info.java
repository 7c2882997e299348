/** The database: the embedded PostgreSQL where none was configured, and the ways into either. */
@NullMarked
package org.ziyuan.storefront.appliance.database;

import org.jspecify.annotations.NullMarked;
