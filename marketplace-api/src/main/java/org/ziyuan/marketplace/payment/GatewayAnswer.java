package org.ziyuan.marketplace.payment;

import org.jspecify.annotations.Nullable;

/** What a provider says about a payment. */
public sealed interface GatewayAnswer {

    /** One word for the record of attempts. */
    String outcome();

    /** What stands in the record of attempts; never a key, a signature or a payer's data. */
    String detail();

    /**
     * The payer has not decided yet.
     *
     * @param pageUrl where he does
     */
    record Waiting(@Nullable String reference, @Nullable String pageUrl) implements GatewayAnswer {
        @Override
        public String outcome() {
            return "waiting";
        }

        @Override
        public String detail() {
            return reference == null ? "" : reference;
        }
    }

    /**
     * The provider has the money.
     *
     * @param intent the provider's number of the money itself, where it has another one than of the payment
     */
    record Settled(String reference, @Nullable String intent) implements GatewayAnswer {

        public Settled(String reference) {
            this(reference, null);
        }

        @Override
        public String outcome() {
            return "settled";
        }

        @Override
        public String detail() {
            return reference;
        }
    }

    /**
     * The provider has no money and will not take any for this payment: said by the provider, never guessed.
     *
     * @param reason a stable word, such as {@code declined} or {@code expired}
     */
    record Failed(String reason) implements GatewayAnswer {
        @Override
        public String outcome() {
            return "failed";
        }

        @Override
        public String detail() {
            return reason;
        }
    }

    /**
     * The provider refused this very call. That nothing was made is certain only when no other call was ever sent: an
     * earlier one may have arrived although its answer did not.
     */
    record Refused(String reason) implements GatewayAnswer {
        @Override
        public String outcome() {
            return "silent";
        }

        @Override
        public String detail() {
            return reason + " again";
        }
    }

    /** No answer, or none that can be trusted: the provider may have the money or not. */
    record Silent(String reason) implements GatewayAnswer {
        @Override
        public String outcome() {
            return "silent";
        }

        @Override
        public String detail() {
            return reason;
        }
    }
}
