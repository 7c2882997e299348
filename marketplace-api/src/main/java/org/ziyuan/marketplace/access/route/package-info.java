/** The table of declared routes: found in one walk, by the door, by security and by Spring's mapping alike. */
@NullMarked
@NamedInterface("route")
package org.ziyuan.marketplace.access.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
