/** When a listing is sold and until when it is used, told to those who hold it before either ends. */
@NamedInterface("sale")
@NullMarked
package org.ziyuan.marketplace.listing.sale;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
