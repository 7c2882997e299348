package org.ziyuan.marketplace.listing.media;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/** Asks a scanner over ClamAV's protocol, command INSTREAM; without one, nothing is scanned and the pages say so. */
@Component
class VirusScan {

    private static final Logger LOG = LoggerFactory.getLogger(VirusScan.class);
    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 64 << 10;
    private static final int CONNECT_MILLIS = 3_000;

    private final ScanSettings settings;

    VirusScan(ScanSettings settings) {
        this.settings = settings;
    }

    boolean isOn() {
        return !settings.host().isEmpty();
    }

    /**
     * True where the scanner has found nothing, false where there is none.
     *
     * @throws Refusal {@code listing-file-infected}; {@code listing-file-not-scanned} when it does not answer in time or in
     *     its words, because what was not scanned is not let in where scanning is on
     */
    Mono<Boolean> finds(byte[] content) {
        return isOn()
                ? asked(content)
                        .timeout(settings.patience())
                        .defaultIfEmpty("")
                        .onErrorMap(failure -> {
                            LOG.warn(
                                    "the scanner did not answer ({})",
                                    failure.getClass().getSimpleName());
                            return notScanned();
                        })
                        .map(VirusScan::nothing)
                : Mono.just(false);
    }

    private Mono<String> asked(byte[] content) {
        return Mono.usingWhen(
                TcpClient.newConnection()
                        .host(settings.host())
                        .port(settings.port())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .connect()
                        .cast(Connection.class),
                clamd -> clamd.outbound()
                        .send(said(content).map(Unpooled::wrappedBuffer), sent -> true)
                        .then()
                        .then(clamd.inbound()
                                .receive()
                                .asString(StandardCharsets.US_ASCII)
                                .reduce(String::concat)),
                clamd -> Mono.fromRunnable(clamd::dispose));
    }

    /** Each piece behind its length in four bytes; none ends it. */
    private static Flux<byte[]> said(byte[] content) {
        int pieces = (content.length + PIECE - 1) / PIECE;
        Flux<byte[]> body = Flux.range(0, pieces).map(piece -> {
            int length = Math.min(PIECE, content.length - piece * PIECE);
            return ByteBuffer.allocate(4 + length)
                    .putInt(length)
                    .put(content, piece * PIECE, length)
                    .array();
        });
        return Flux.concat(Flux.just(COMMAND), body, Flux.just(new byte[4]));
    }

    private static boolean nothing(String answer) {
        String said = answer.replace("\0", "").strip();
        if (said.endsWith(" FOUND")) {
            throw Refusal.invalid("listing-file-infected").with("field", "file");
        }
        if (!said.equals("stream: OK")) {
            throw notScanned();
        }
        return true;
    }

    private static Refusal notScanned() {
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "listing-file-not-scanned").with("field", "file");
    }
}
