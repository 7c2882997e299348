package org.ziyuan.marketplace.ledger.posting;

/** Accounts that belong to a party instead of a budget line: framework capacity (ledger 2) and real money (ledger 3). */
public enum PartyAccount {
    FRAMEWORK_LEFT("B270"),
    FRAMEWORK_USED("B271"),
    FRAMEWORK_SOURCE("B279"),
    /** Money at a payment provider. */
    CASH("M100"),
    /** Money held for an order until it is delivered. */
    ESCROW("M200"),
    /** Owed to a vendor. */
    PAYABLE("M210"),
    /** To be paid back for an order. */
    REFUND("M220"),
    PLATFORM_FEE("M300"),
    CHARGEBACK("M400"),
    /** Money that came and nobody knows yet what for. */
    SUSPENSE("M900");

    private final String code;

    PartyAccount(String code) {
        this.code = code;
    }

    /** @param party up to 120 characters: a provider's name, or the id of a vendor, an order or a framework's share */
    public AccountName of(Object party) {
        return new AccountName(code, null, null, party.toString());
    }
}
