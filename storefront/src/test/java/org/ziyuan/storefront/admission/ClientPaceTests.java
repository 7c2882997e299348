package org.ziyuan.storefront.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ziyuan.storefront.admission.ClientPace.Slowness;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@Timeout(60)
class ClientPaceTests {

    private static final Duration WINDOW = Duration.ofMillis(400);
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final BlockingQueue<Slowness> closed = new LinkedBlockingQueue<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .doOnChannelInit((observer, channel, remote) ->
                    new ClientPace(new EdgeSettings(WINDOW, 1000), closed::add).watch(channel))
            .route(routes -> routes.post(
                            "/take", (request, response) -> request.receive().then(response.send()))
                    .get(
                            "/much",
                            (request, response) ->
                                    response.sendByteArray(Flux.range(0, 64).map(number -> MEBIBYTE)))
                    .get(
                            "/late",
                            (request, response) -> response.sendString(
                                    Mono.delay(WINDOW.multipliedBy(3)).map(now -> "here"))))
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void closesWhoSendsTheHeadOfARequestAByteAtATime() throws Exception {
        try (Socket client = connected()) {
            drip(client, "GET /late HTTP/1.1\r\nX: ");

            assertThat(closed.take()).isEqualTo(Slowness.REQUEST);
        }
    }

    @Test
    void closesWhoSendsABodyAByteAtATime() throws Exception {
        try (Socket client = connected()) {
            drip(client, "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");

            assertThat(closed.take()).isEqualTo(Slowness.REQUEST);
        }
    }

    @Test
    void closesWhoDoesNotReadTheAnswer() throws Exception {
        try (Socket client = connected()) {
            client.getOutputStream().write("GET /much HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

            assertThat(closed.take()).isEqualTo(Slowness.ANSWER);
        }
    }

    @Test
    void doesNotBlameTheClientForASlowAnswerOrForResting() throws Exception {
        try (Socket client = connected()) {
            for (int turn = 0; turn < 2; turn++) {
                client.getOutputStream().write("GET /late HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
                StringBuilder answer = new StringBuilder();
                while (!answer.toString().endsWith("here")) {
                    int character = client.getInputStream().read();
                    assertThat(character)
                            .as("the connection is open: " + answer)
                            .isNotNegative();
                    answer.append((char) character);
                }
                assertThat(closed.poll(WINDOW.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS))
                        .isNull();
            }
        }
    }

    private Socket connected() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        client.setSoTimeout(20_000);
        return client;
    }

    /** One byte after the other until the other side has had enough. */
    private void drip(Socket client, String beginning) throws Exception {
        OutputStream out = client.getOutputStream();
        out.write(beginning.getBytes(US_ASCII));
        while (closed.isEmpty()) {
            try {
                out.write('x');
            } catch (IOException cut) {
                return;
            }
            Slowness unused = closed.poll(20, TimeUnit.MILLISECONDS);
            if (unused != null) {
                closed.add(unused);
            }
        }
    }
}
