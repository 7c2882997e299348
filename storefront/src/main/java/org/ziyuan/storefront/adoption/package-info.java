/** Which editions regions take: the register anybody reads, and the form and file by which bureaus enter them. */
@NullMarked
package org.ziyuan.storefront.adoption;

import org.jspecify.annotations.NullMarked;
