/** Words: how Chinese titles become tokens any search engine can match, and how a typed query is understood. Pure. */
@NullMarked
package org.ziyuan.catalog.analysis;

import org.jspecify.annotations.NullMarked;
