package org.ziyuan.marketplace.payment;

/** The way the money takes. */
public enum PaymentChannel {
    ALIPAY,
    STRIPE,
    /** 国库集中支付: a transfer order to the treasury's bank, confirmed by the bank's receipt. */
    TREASURY;

    /** The payer goes to a provider's cashier. */
    public boolean isOnline() {
        return this != TREASURY;
    }
}
