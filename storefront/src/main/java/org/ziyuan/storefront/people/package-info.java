/** People and their roles: who they are, how they are invited, how a role ends, and the door by which they come in. */
@NullMarked
package org.ziyuan.storefront.people;

import org.jspecify.annotations.NullMarked;
