/**
 * The door: how many requests are let in at once, by what they are for, and how long a client may keep us waiting. What
 * cannot be served in time is told so at once and cheaply, so that what is let in is served as if nothing had happened.
 */
@NullMarked
package org.ziyuan.storefront.admission;

import org.jspecify.annotations.NullMarked;
