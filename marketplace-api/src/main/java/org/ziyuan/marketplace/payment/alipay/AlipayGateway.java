package org.ziyuan.marketplace.payment.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.domain.AlipayTradePagePayModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.GatewayThreads;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentGateway;
import org.ziyuan.marketplace.payment.PaymentSettings;
import org.ziyuan.marketplace.transaction.BeijingTime;
import reactor.core.publisher.Mono;

/**
 * Alipay's computer web page payment. Opening it is signing an address that only the payer visits; the truth is asked
 * with a trade query. The library's exceptions quote keys and contents, so only their class is ever logged.
 */
@Component
class AlipayGateway implements PaymentGateway {

    private static final Logger LOG = LoggerFactory.getLogger(AlipayGateway.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BeijingTime.ZONE);

    /** After the payer's time is over Alipay may need a moment to close a trade. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final AlipaySettings settings;
    private final PaymentSettings payments;
    private final AlipayConnection connection;
    private final GatewayThreads threads;
    private final Clock clock;

    AlipayGateway(
            AlipaySettings settings,
            PaymentSettings payments,
            AlipayConnection connection,
            GatewayThreads threads,
            Clock clock) {
        this.settings = settings;
        this.payments = payments;
        this.connection = connection;
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public PaymentChannel channel() {
        return PaymentChannel.ALIPAY;
    }

    @Override
    public boolean isReady() {
        return settings.isComplete();
    }

    @Override
    public Mono<GatewayAnswer> open(Payment payment) {
        return threads.call(() -> (GatewayAnswer) new GatewayAnswer.Waiting(null, signedAddress(payment)));
    }

    @Override
    public Mono<GatewayAnswer> ask(Payment payment) {
        return threads.call(() -> query(payment)).onErrorResume(silent -> {
            LOG.warn(
                    "Alipay does not answer about payment {}: {}",
                    payment.id(),
                    silent.getClass().getSimpleName());
            return Mono.just(new GatewayAnswer.Silent("no-answer"));
        });
    }

    private String signedAddress(Payment payment) throws AlipayApiException {
        AlipayTradePagePayModel trade = new AlipayTradePagePayModel();
        trade.setOutTradeNo(payment.providerNumber());
        trade.setProductCode("FAST_INSTANT_TRADE_PAY");
        trade.setTotalAmount(payment.amount().inYuan());
        trade.setSubject("采购订单 " + payment.orderNumber());
        trade.setTimeExpire(TIME.format(payments.endOf(payment)));
        AlipayTradePagePayRequest request = new AlipayTradePagePayRequest();
        request.setBizModel(trade);
        request.setNotifyUrl(settings.notifyUrl());
        request.setReturnUrl(payments.returnUrlOf(payment));
        return connection.client().pageExecute(request, "GET").getBody();
    }

    private GatewayAnswer query(Payment payment) throws AlipayApiException {
        AlipayTradeQueryModel question = new AlipayTradeQueryModel();
        question.setOutTradeNo(payment.providerNumber());
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        request.setBizModel(question);
        AlipayTradeQueryResponse answer = connection.client().execute(request);
        if (!answer.isSuccess()) {
            return unsuccessful(payment, answer.getSubCode());
        }
        if (answer.getOutTradeNo() != null && !answer.getOutTradeNo().equals(payment.providerNumber())) {
            return new GatewayAnswer.Silent("another-trade");
        }
        return TradeWords.answer(
                answer.getTradeStatus(),
                answer.getTradeNo(),
                payment.amount().equals(Money.ofYuan(answer.getTotalAmount())));
    }

    /**
     * Reads an answer without success. The trade exists from the moment the payer opens the page; a payer who never
     * does leaves none.
     */
    private GatewayAnswer unsuccessful(Payment payment, String code) {
        if (!"ACQ.TRADE_NOT_EXIST".equals(code)) {
            return new GatewayAnswer.Silent("refused");
        }
        OffsetDateTime end = payments.endOf(payment).plus(GRACE);
        return OffsetDateTime.now(clock).isAfter(end)
                ? new GatewayAnswer.Failed("expired")
                : new GatewayAnswer.Waiting(null, null);
    }
}
