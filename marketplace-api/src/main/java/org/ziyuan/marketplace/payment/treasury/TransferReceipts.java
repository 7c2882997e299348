package org.ziyuan.marketplace.payment.treasury;

import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The receipts of the treasury's bank. */
@Component
class TransferReceipts {

    private static final Pattern RECEIPT = Pattern.compile("[0-9A-Za-z-]{6,40}");

    private final DatabaseClient database;

    TransferReceipts(DatabaseClient database) {
        this.database = database;
    }

    static String receipt(String written) {
        String receipt = Identifier.of(written).text();
        if (!RECEIPT.matcher(receipt).matches()) {
            throw Refusal.invalid("receipt-malformed");
        }
        return receipt;
    }

    Mono<Boolean> isConfirmedWith(UUID paymentId, String receipt) {
        return database.sql("""
                        select receipt_number is not distinct from :receipt from treasury_transfer
                         where payment_id = :id
                        """)
                .bind("receipt", receipt)
                .bind("id", paymentId)
                .mapValue(Boolean.class)
                .one();
    }
}
