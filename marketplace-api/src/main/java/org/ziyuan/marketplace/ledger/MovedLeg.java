package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.ziyuan.marketplace.ledger.posting.AccountName;
import org.ziyuan.marketplace.money.Money;

/** A leg of the journal that is corrected, with the names of its accounts. */
record MovedLeg(String kind, String effect, Money amount, AccountName debit, AccountName credit) {

    static MovedLeg from(Readable row) {
        return new MovedLeg(
                text(row, "kind"), text(row, "effect"), fen(row, "amount_in_fen"), side(row, "d_"), side(row, "c_"));
    }

    private static AccountName side(Readable row, String prefix) {
        return new AccountName(
                text(row, prefix + "code"),
                row.get(prefix + "line", UUID.class),
                row.get(prefix + "document", UUID.class),
                row.get(prefix + "party", String.class));
    }
}
