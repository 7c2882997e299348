/** A real OpenSearch node for tests: a child process, one for all tests of a JVM. */
@NullMarked
package org.ziyuan.catalog.node;

import org.jspecify.annotations.NullMarked;
