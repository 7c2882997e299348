/** What is known of an application's safety: declared by its vendor, checked by the operator, until when. */
@NamedInterface("vetting")
@NullMarked
package org.ziyuan.marketplace.listing.vetting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
