package org.ziyuan.marketplace.roster.service;

import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * Where rosters shall be read from.
 *
 * @param clientSecret empty keeps the one there is, as long as it goes to the same place
 */
public record ServiceWish(String baseUrl, String tokenUrl, String clientId, String clientSecret) {

    private static final TextField CLIENT = TextField.name("clientId", 1, 200);
    private static final TextField SECRET = TextField.name("clientSecret", 1, 1_000);

    /** @throws Refusal {@code roster-service-address}, {@code text-length} */
    ServiceWish read(boolean inside) {
        return new ServiceWish(
                address(baseUrl, "baseUrl", inside),
                address(tokenUrl, "tokenUrl", inside),
                CLIENT.read(clientId),
                clientSecret.isBlank() ? "" : SECRET.read(clientSecret));
    }

    private static String address(String typed, String field, boolean inside) {
        String address = TextField.plain(typed).replaceFirst("/+$", "");
        if (!OutgoingCalls.isAddress(address) || !inside && !address.startsWith("https://")) {
            throw Refusal.invalid("roster-service-address").with("field", field);
        }
        return address;
    }

    /** Requires the secret anew where it would go elsewhere. Else whoever writes an address has it sent to himself. */
    void requireSecret(RosterService before) {
        if (clientSecret.isEmpty() && !tokenUrl.equals(before.tokenUrl())) {
            throw Refusal.invalid("roster-service-secret-again").with("field", "clientSecret");
        }
    }
}
