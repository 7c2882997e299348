package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shop as the providers reach it: they tell it and, like the real ones, tell it again until it answers. */
final class Shop {

    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
    private static final int MOST_ATTEMPTS = 5;

    /** Stands for our own port in addresses that were written before it was known. */
    static final String UNKNOWN_PORT = "127.0.0.1:0/";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "payment-sandbox");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int port;

    void openedAt(int localPort) {
        port = localPort;
    }

    /** The address with our real port. */
    String address(String url) {
        return url.replace(UNKNOWN_PORT, "127.0.0.1:" + port + "/");
    }

    /** Sends the notification so many times, and each until it is answered as wanted. */
    void tell(int times, String answer, Supplier<HttpRequest.Builder> notification) {
        for (int n = 0; n < times; n++) {
            later(Duration.ofMillis(300L * (n + 1)), () -> attempt(1, answer, notification));
        }
    }

    void close() {
        timer.shutdownNow();
    }

    static HttpRequest.Builder to(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
    }

    private void attempt(int number, String answer, Supplier<HttpRequest.Builder> notification) {
        String heard = send(notification.get().build());
        if (!heard.equals(answer) && number < MOST_ATTEMPTS) {
            later(Duration.ofSeconds(2L << number), () -> attempt(number + 1, answer, notification));
        }
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        } catch (IOException unreachable) {
            LOG.info("the shop did not take a notification: {}", unreachable.toString());
            return "";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void later(Duration pause, Runnable work) {
        ScheduledFuture<?> unused = timer.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
