package org.ziyuan.marketplace.ledger.posting;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a posting names an account; the ledger makes the account when money reaches it for the first time.
 *
 * @param code the class in the chart of accounts, such as {@code B200}
 * @param line the budget line, null for the accounts of a party
 * @param document the document on that line, where the class has an account for each
 * @param party who or what else the account belongs to: a provider, a vendor, a framework's lot and supplier
 */
public record AccountName(
        String code,
        @Nullable UUID line,
        @Nullable UUID document,
        @Nullable String party) {

    @Override
    public String toString() {
        return code + ":" + line + ":" + document + ":" + party;
    }
}
