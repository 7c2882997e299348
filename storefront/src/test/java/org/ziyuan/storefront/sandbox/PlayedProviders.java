package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.test.Line;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The played provider in the test's own process: it lives on when nodes are killed, behind a line that can fail and a
 * mouth that can lie.
 */
public final class PlayedProviders implements AutoCloseable {

    private static final List<Answer> LIES = List.of(
            Answer.of(500, "text/html", "<html>busy</html>"),
            Answer.of(200, "application/json", ""),
            Answer.of(200, "application/json", "{\"alipay_trade_query_response\":{\"code\":\"10000\","),
            Answer.of(
                    200,
                    "application/json",
                    "{\"alipay_trade_query_response\":{\"code\":\"10000\",\"msg\":\"Success\","
                            + "\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"0.01\"},\"sign\":\"Zm9yZ2Vk\"}"),
            Answer.TOO_LATE);

    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path home;
    private final SandboxKeys keys;
    private final Shop shop;
    private final PaymentSandbox sandbox;
    private final Liar mouth;
    private final Line line;
    private final HttpClient browser =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private PlayedProviders(Path home, SandboxKeys keys, Shop shop, Liar mouth, PaymentSandbox sandbox) {
        this.home = home;
        this.keys = keys;
        this.shop = shop;
        this.sandbox = sandbox;
        this.mouth = mouth;
        this.line = Line.to(sandbox.port());
    }

    public static PlayedProviders start(Path home) {
        SandboxKeys keys = SandboxKeys.in(home);
        Shop shop = new Shop();
        Liar mouth =
                new Liar(new AlipaySandbox(keys, new Trades(home.resolve("alipay.json")), shop, Clock.systemUTC()));
        return new PlayedProviders(home, keys, shop, mouth, PaymentSandbox.start(0, List.of(mouth)));
    }

    /** The line between the nodes and the provider. */
    public Line line() {
        return line;
    }

    /** Until {@link #tellTheTruth} the gateway does what it is asked and answers nonsense, a forged success, or too late. */
    public void lie(int kind) {
        mouth.lie = LIES.get(kind % LIES.size());
    }

    public void tellTheTruth() {
        mouth.lie = null;
    }

    /** What a node must be told to pay here; notifications go to that address. */
    public Map<String, String> settings(String site) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ziyuan.payment.return-url", site + "orders/{orderId}");
        settings.put("ziyuan.payment.first-check", "5s");
        settings.put("ziyuan.payment.longest-pause", "10s");
        settings.put("ziyuan.payment.poll", "2s");
        settings.put("ziyuan.payment.alipay.gateway", "http://127.0.0.1:" + line.port() + AlipaySandbox.GATEWAY);
        settings.put("ziyuan.payment.alipay.app-id", AlipaySandbox.APP_ID);
        settings.put("ziyuan.payment.alipay.seller-id", AlipaySandbox.SELLER_ID);
        settings.put("ziyuan.payment.alipay.private-key", keys.get(SandboxKeys.SHOP_PRIVATE));
        settings.put("ziyuan.payment.alipay.alipay-public-key", keys.get(SandboxKeys.ALIPAY_PUBLIC));
        settings.put("ziyuan.payment.alipay.notify-url", site + "notify/alipay");
        settings.put("ziyuan.payment.alipay.read-timeout", "3s");
        return settings;
    }

    /** Opens the cashier's page as a payer does and presses the button with that word; false when the page is not to be had. */
    public boolean press(String page, String mode) throws InterruptedException {
        try {
            URI address = URI.create(page);
            String html = send(HttpRequest.newBuilder(address)).body();
            Matcher form = FORM.matcher(html);
            return form.find()
                    && send(HttpRequest.newBuilder(address.resolve(form.group(1)))
                                            .header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(HttpRequest.BodyPublishers.ofString("mode=" + mode)))
                                    .statusCode()
                            < 500;
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** What payers have really paid, in fen by the shop's number of the payment. */
    public Map<String, Long> paidInFen() throws IOException {
        Map<String, Long> paid = new LinkedHashMap<>();
        Path trades = home.resolve("alipay.json");
        if (Files.exists(trades)) {
            JsonNode known = JsonMapper.builder().build().readTree(Files.readString(trades));
            known.forEach(trade -> {
                if (trade.path("state").asString().equals("paid")) {
                    paid.put(
                            trade.path("shopNumber").asString(),
                            trade.path("amountInFen").asLong());
                }
            });
        }
        return paid;
    }

    @Override
    public void close() throws IOException {
        shop.close();
        line.close();
        sandbox.stop();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class Liar implements PlayedProvider {

        private final PlayedProvider honest;
        private volatile @Nullable Answer lie;

        private Liar(PlayedProvider honest) {
            this.honest = honest;
        }

        @Override
        public boolean serves(String path) {
            return honest.serves(path);
        }

        @Override
        public Answer answer(Asked asked) {
            Answer answer = honest.answer(asked);
            Answer instead = lie;
            return instead != null && asked.path().equals(AlipaySandbox.GATEWAY) ? instead : answer;
        }
    }
}
