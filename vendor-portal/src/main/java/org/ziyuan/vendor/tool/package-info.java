/** Where a vendor registers his own application and tries it before anybody else opens it. */
@NullMarked
package org.ziyuan.vendor.tool;

import org.jspecify.annotations.NullMarked;
