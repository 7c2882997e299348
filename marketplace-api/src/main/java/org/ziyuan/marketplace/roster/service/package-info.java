/** Services of others from which a roster is read by OneRoster 1.2, and how they are asked. */
@NamedInterface("service")
@NullMarked
package org.ziyuan.marketplace.roster.service;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
