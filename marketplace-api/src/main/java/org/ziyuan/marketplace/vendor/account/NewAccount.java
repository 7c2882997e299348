package org.ziyuan.marketplace.vendor.account;

import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/** An account that a vendor names; what is read of a number are its digits. */
public record NewAccount(String accountName, String bank, String accountNumber) {

    private static final TextField NAME = TextField.name("accountName", 2, 100);
    private static final TextField BANK = TextField.name("bank", 4, 100);
    private static final int SHOWN = 4;

    /** @throws Refusal {@code text-length} and its like; {@code account-number-malformed} */
    NewAccount read() {
        String digits = TextField.plain(accountNumber).replaceAll("[ -]", "");
        if (!digits.matches("[0-9]{8,32}")) {
            throw Refusal.invalid("account-number-malformed").with("field", "accountNumber");
        }
        return new NewAccount(NAME.read(accountName), BANK.read(bank), digits);
    }

    String ending() {
        return accountNumber.substring(accountNumber.length() - SHOWN);
    }

    /** Neither a log nor an audit entry shows a number. */
    @Override
    public String toString() {
        return accountName + ", " + bank;
    }
}
