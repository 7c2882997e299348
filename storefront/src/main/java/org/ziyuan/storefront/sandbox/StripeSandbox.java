package org.ziyuan.storefront.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Stripe's checkout sessions, hosted page and signed webhook, as far as a shop meets them. */
final class StripeSandbox implements PlayedProvider {

    static final String SESSIONS = "/v1/checkout/sessions";
    static final String PAGE = "/stripe/pay/";

    private final JsonMapper json = JsonMapper.builder().build();
    private final SandboxKeys keys;
    private final Trades trades;
    private final Shop shop;
    private final Clock clock;
    private final String webhook;

    StripeSandbox(SandboxKeys keys, Trades trades, Shop shop, Clock clock, String webhook) {
        this.keys = keys;
        this.trades = trades;
        this.shop = shop;
        this.clock = clock;
        this.webhook = webhook;
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith("/v1/") || path.startsWith("/stripe/");
    }

    @Override
    public Answer answer(Asked request) {
        String path = request.path();
        if (path.startsWith(PAGE)) {
            return page(path.substring(PAGE.length()), request.field("mode"));
        }
        if (!("Bearer " + keys.get(SandboxKeys.STRIPE_KEY)).equals(request.header("Authorization"))) {
            return error(401, "invalid_request_error", "Invalid API Key provided");
        }
        if (path.equals(SESSIONS)) {
            return request.body().isEmpty()
                    ? list(request.field("payment_intent"), request.origin())
                    : create(request, request.origin());
        }
        return trades.byNumber(path.replace(SESSIONS + "/", ""))
                .map(trade -> retrieve(current(trade), request.origin()))
                .orElseGet(() -> error(404, "invalid_request_error", "No such checkout.session"));
    }

    private Answer create(Asked request, String origin) {
        String reference = request.field("client_reference_id");
        Trade trade = trades.open(new Trade(
                reference,
                "cs_test_" + UUID.randomUUID().toString().replace("-", ""),
                request.field("line_items[0][price_data][product_data][name]"),
                Long.parseLong(request.field("line_items[0][price_data][unit_amount]")),
                webhook,
                shop.address(request.field("success_url")),
                Long.parseLong(request.field("expires_at")),
                "open",
                0,
                request.body(),
                null));
        if (!trade.request().equals(request.body())) {
            return error(
                    400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters");
        }
        return ok(session(trade, origin));
    }

    /** All sessions on one page; of one payment intent the one it is for. */
    private Answer list(String intent, String origin) {
        List<Map<String, Object>> sessions = trades.all().stream()
                .filter(trade -> intent.isEmpty() || intent.equals(intentOf(trade)))
                .map(trade -> session(current(trade), origin))
                .toList();
        return ok(Map.of("object", "list", "url", SESSIONS, "has_more", false, "data", sessions));
    }

    private Answer retrieve(Trade trade, String origin) {
        if (trade.silentAnswers() > 0) {
            Trade unused = trades.change(trade.shopNumber(), Trade::answeredOnce);
            return Answer.TOO_LATE;
        }
        return ok(session(trade, origin));
    }

    private Answer page(String number, String word) {
        if (number.isEmpty()) {
            return CashierPage.list("Stripe ", PAGE, trades.all(), Trade::number);
        }
        Trade trade = trades.byNumber(number).map(this::current).orElse(null);
        if (trade == null) {
            return CashierPage.refused("没有这笔交易。");
        }
        if (CashierPage.isRefund(word) && trade.isPaid() && !trade.isRefunded()) {
            Trade refunded = trades.change(trade.shopNumber(), paid -> paid.refunded(word.equals(CashierPage.REFUND)));
            tell(event("charge.refunded", charge(refunded)), 1);
            return CashierPage.of("Stripe ", PAGE + number, refunded);
        }
        Mode mode = Mode.of(word).orElse(null);
        if (mode == null || !trade.isOpen()) {
            return CashierPage.of("Stripe ", PAGE + number, trade);
        }
        Trade decided = trades.change(trade.shopNumber(), open -> open.after(mode));
        String type = decided.isPaid() ? "checkout.session.completed" : "checkout.session.expired";
        tell(event(type, session(decided, "")), mode.notifications());
        return mode.told() ? CashierPage.redirect(decided.returnUrl()) : CashierPage.timeout(decided);
    }

    private void tell(Map<String, Object> what, int times) {
        String event = json.writeValueAsString(what);
        shop.tell(
                times,
                "ok",
                () -> Shop.to(shop.address(webhook))
                        .header("Content-Type", "application/json")
                        .header("Stripe-Signature", signature(event))
                        .POST(HttpRequest.BodyPublishers.ofString(event)));
    }

    private Map<String, Object> event(String type, Map<String, Object> object) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "evt_" + UUID.randomUUID().toString().replace("-", ""));
        event.put("object", "event");
        event.put("api_version", "2020-08-27");
        event.put("livemode", false);
        event.put("created", clock.instant().getEpochSecond());
        event.put("type", type);
        event.put("data", Map.of("object", object));
        return event;
    }

    private static Map<String, Object> charge(Trade trade) {
        return Map.of(
                "id",
                trade.number().replace("cs_test_", "ch_test_"),
                "object",
                "charge",
                "amount",
                trade.amountInFen(),
                "amount_refunded",
                trade.refunded(),
                "currency",
                "cny",
                "payment_intent",
                intentOf(trade),
                "refunded",
                trade.isRefunded());
    }

    private static String intentOf(Trade trade) {
        return trade.number().replace("cs_test_", "pi_test_");
    }

    private Map<String, Object> session(Trade trade, String origin) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("id", trade.number());
        session.put("object", "checkout.session");
        session.put("client_reference_id", trade.shopNumber());
        session.put("status", trade.isOpen() ? "open" : trade.isPaid() ? "complete" : "expired");
        session.put("payment_status", trade.isPaid() ? "paid" : "unpaid");
        session.put("payment_intent", trade.isPaid() ? intentOf(trade) : null);
        session.put("amount_total", trade.amountInFen());
        session.put("currency", "cny");
        session.put("url", trade.isOpen() ? origin + PAGE + trade.number() : null);
        session.put("expires_at", trade.expiresAt());
        session.put("livemode", false);
        return session;
    }

    private Trade current(Trade trade) {
        boolean late = trade.isOpen() && clock.instant().getEpochSecond() > trade.expiresAt();
        return late ? trades.change(trade.shopNumber(), Trade::closed) : trade;
    }

    private String signature(String body) {
        long time = clock.instant().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.get(SandboxKeys.STRIPE_SECRET).getBytes(UTF_8), "HmacSHA256"));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private Answer ok(Map<String, Object> body) {
        return json(200, json.writeValueAsString(body));
    }

    private Answer error(int status, String type, String message) {
        return json(status, json.writeValueAsString(Map.of("error", Map.of("type", type, "message", message))));
    }

    private static Answer json(int status, String body) {
        return Answer.of(status, "application/json", body);
    }
}
