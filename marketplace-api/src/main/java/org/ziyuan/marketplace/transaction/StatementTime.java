package org.ziyuan.marketplace.transaction;

import java.time.Duration;

/**
 * The time a statement may take where the usual one is too short, until its transaction ends. It is said in this one way,
 * so that {@link OwedAnswers} hears it too and does not take a database that works for one that is gone.
 */
public final class StatementTime {

    static final String PREFIX = "set local statement_timeout = ";

    private StatementTime() {}

    /** The statement that asks for it. */
    public static String upTo(Duration longest) {
        return PREFIX + longest.toMillis();
    }
}
