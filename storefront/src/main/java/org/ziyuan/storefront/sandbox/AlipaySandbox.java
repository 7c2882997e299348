package org.ziyuan.storefront.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ziyuan.marketplace.transaction.BeijingTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alipay's gateway and cashier: verifies what the shop signed, signs what it answers, and notifies. */
final class AlipaySandbox implements PlayedProvider {

    static final String APP_ID = "2021000000000001";
    static final String SELLER_ID = "2088000000000001";
    static final String GATEWAY = "/gateway.do";
    static final String CASHIER = "/alipay/cashier/";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BeijingTime.ZONE);

    private final JsonMapper json = JsonMapper.builder().build();
    private final SandboxKeys keys;
    private final Trades trades;
    private final Shop shop;
    private final Clock clock;

    AlipaySandbox(SandboxKeys keys, Trades trades, Shop shop, Clock clock) {
        this.keys = keys;
        this.trades = trades;
        this.shop = shop;
        this.clock = clock;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(GATEWAY) || path.startsWith("/alipay/");
    }

    @Override
    public Answer answer(Asked asked) {
        Map<String, String> fields = new TreeMap<>(asked.fields());
        String path = asked.path();
        if (path.startsWith(CASHIER)) {
            return decide(path.substring(CASHIER.length()), fields.getOrDefault("mode", ""));
        }
        boolean signed =
                Rsa2.isSigned(Rsa2.content(fields), fields.getOrDefault("sign", ""), keys.get(SandboxKeys.SHOP_PUBLIC));
        if (!signed || !APP_ID.equals(fields.get("app_id"))) {
            return CashierPage.refused("商户的签名无效（invalid-signature）。");
        }
        JsonNode trade = json.readTree(fields.getOrDefault("biz_content", "{}"));
        return "alipay.trade.query".equals(fields.get("method"))
                ? answer(trade.path("out_trade_no").asString(""))
                : cashier(fields, trade);
    }

    private Answer cashier(Map<String, String> fields, JsonNode wanted) {
        String number = wanted.path("out_trade_no").asString("");
        long fen = Long.parseLong(wanted.path("total_amount").asString("0").replace(".", ""));
        long end = LocalDateTime.parse(wanted.path("time_expire").asString(""), TIME)
                .atZone(BeijingTime.ZONE)
                .toEpochSecond();
        Trade trade = trades.open(new Trade(
                number,
                "2026" + UUID.randomUUID().toString().replace("-", "").substring(0, 24),
                wanted.path("subject").asString(""),
                fen,
                shop.address(fields.getOrDefault("notify_url", "")),
                shop.address(fields.getOrDefault("return_url", "")),
                end,
                "open",
                0,
                "",
                null));
        return CashierPage.of("支付宝", CASHIER + number, current(trade));
    }

    private Answer decide(String shopNumber, String word) {
        if (shopNumber.isEmpty()) {
            return CashierPage.list("支付宝", CASHIER, trades.all(), Trade::shopNumber);
        }
        Mode mode = Mode.of(word).orElse(null);
        Trade trade = trades.find(shopNumber).map(this::current).orElse(null);
        if (trade == null) {
            return CashierPage.refused("没有这笔交易。");
        }
        if (CashierPage.isRefund(word) && trade.isPaid() && !trade.isRefunded()) {
            Trade refunded = trades.change(shopNumber, paid -> paid.refunded(word.equals(CashierPage.REFUND)));
            tell(refunded, 1);
            return CashierPage.of("支付宝", CASHIER + shopNumber, refunded);
        }
        if (mode == null || !trade.isOpen()) {
            return CashierPage.of("支付宝", CASHIER + shopNumber, trade);
        }
        Trade decided = trades.change(shopNumber, open -> open.after(mode));
        tell(decided, mode.notifications());
        return mode.told() ? CashierPage.redirect(decided.returnUrl()) : CashierPage.timeout(decided);
    }

    private void tell(Trade trade, int times) {
        String body = form(notification(trade));
        shop.tell(
                times,
                "success",
                () -> Shop.to(trade.notifyUrl())
                        .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer answer(String shopNumber) {
        Trade trade = trades.find(shopNumber).map(this::current).orElse(null);
        if (trade == null) {
            return signed(Map.of(
                    "code", "40004", "msg", "Business Failed", "sub_code", "ACQ.TRADE_NOT_EXIST", "sub_msg", "交易不存在"));
        }
        if (trade.silentAnswers() > 0) {
            Trade unused = trades.change(shopNumber, Trade::answeredOnce);
            return Answer.TOO_LATE;
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", "10000");
        answer.put("msg", "Success");
        answer.put("out_trade_no", trade.shopNumber());
        answer.put("trade_no", trade.number());
        answer.put("total_amount", trade.amount());
        answer.put("trade_status", statusOf(trade));
        return signed(answer);
    }

    private Answer signed(Map<String, String> answer) {
        String content = json.writeValueAsString(answer);
        return Answer.of(
                200,
                "application/json;charset=utf-8",
                "{\"alipay_trade_query_response\":" + content + ",\"sign\":\""
                        + Rsa2.sign(content, keys.get(SandboxKeys.ALIPAY_PRIVATE)) + "\"}");
    }

    private Map<String, String> notification(Trade trade) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("app_id", APP_ID);
        fields.put("seller_id", SELLER_ID);
        fields.put("charset", "utf-8");
        fields.put("version", "1.0");
        fields.put("notify_id", UUID.randomUUID().toString());
        fields.put("notify_time", TIME.format(clock.instant()));
        fields.put("notify_type", "trade_status_sync");
        fields.put("out_trade_no", trade.shopNumber());
        fields.put("trade_no", trade.number());
        fields.put("total_amount", trade.amount());
        fields.put("trade_status", statusOf(trade));
        fields.put("subject", trade.subject());
        if (trade.refunded() > 0) {
            fields.put("refund_fee", Trade.yuan(trade.refunded()));
            fields.put("gmt_refund", TIME.format(clock.instant()));
        }
        String sign = Rsa2.sign(Rsa2.content(fields), keys.get(SandboxKeys.ALIPAY_PRIVATE));
        fields.put("sign_type", "RSA2");
        fields.put("sign", sign);
        return fields;
    }

    /** Alipay closes what was not paid in time. */
    private Trade current(Trade trade) {
        boolean late = trade.isOpen() && clock.instant().getEpochSecond() > trade.expiresAt();
        return late ? trades.change(trade.shopNumber(), Trade::closed) : trade;
    }

    private static String statusOf(Trade trade) {
        return trade.isPaid() && !trade.isRefunded()
                ? "TRADE_SUCCESS"
                : trade.isOpen() ? "WAIT_BUYER_PAY" : "TRADE_CLOSED";
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
