package org.ziyuan.marketplace.payment.treasury;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.PaymentState;

/**
 * The order document (国库集中支付转账单) that the accountant prints and takes to the treasury's bank.
 *
 * @param number such as 粤教支〔2026〕000001号
 * @param receiptNumber the bank's receipt, once confirmed
 */
public record TreasuryTransfer(
        UUID paymentId,
        String number,
        String orderNumber,
        String payerName,
        String payeeName,
        String purpose,
        Money amount,
        PaymentState state,
        OffsetDateTime instructedAt,
        String instructedBy,
        @Nullable String receiptNumber,
        @Nullable String confirmedBy,
        @Nullable OffsetDateTime confirmedAt) {}
