/** The database and the small application context that the tests of every module share. */
@NullMarked
package org.ziyuan.marketplace.test;

import org.jspecify.annotations.NullMarked;
