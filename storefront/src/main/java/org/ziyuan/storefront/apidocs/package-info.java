/** The HTTP API described for programmers, in Chinese and English, with Swagger UI from this jar. */
@NullMarked
package org.ziyuan.storefront.apidocs;

import org.jspecify.annotations.NullMarked;
