/** LTI 1.3: how a licensed resource is opened in its vendor's own tool, which is told no more than it may know. */
@NullMarked
package org.ziyuan.marketplace.licensing.lti;

import org.jspecify.annotations.NullMarked;
