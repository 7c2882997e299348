package org.ziyuan.catalog.index;

import org.jspecify.annotations.Nullable;

/** The search nodes cannot answer now; the question was right, and PostgreSQL knows the truth. */
public final class EngineAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EngineAway(String why, @Nullable Throwable cause) {
        super(why, cause, false, false);
    }
}
