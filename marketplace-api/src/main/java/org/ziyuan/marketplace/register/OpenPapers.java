package org.ziyuan.marketplace.register;

/**
 * Tells what an organization has not finished, so that it is not closed over it. Each feature whose papers can be open
 * declares its own.
 */
public interface OpenPapers {

    /** The word for them, of the messages {@code organization.open.<what>}. */
    String what();

    /** A query of their number for the organization {@code :organization}, one row, one column. */
    String sql();

    /** Whether a successor takes them over: money is booked on by the bureau, an order is not. */
    default boolean goOnWithASuccessor() {
        return false;
    }
}
