package org.ziyuan.marketplace.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.outgoing.OutgoingCalls.Bounds;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import org.ziyuan.marketplace.webhook.DueNews.Answer;
import org.ziyuan.marketplace.webhook.DueNews.Due;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what is due, signed as the Standard Webhooks specification says. The id stays the same when it is sent again; signed
 * are id, second and body by an HMAC, and the name of the key stands beside it.
 */
@Component
class SendNews extends Rounds {

    private static final int LARGEST_ANSWER = 4_096;
    private static final int AT_ONCE = 8;
    private static final int WAITING = 32;

    private final DueNews due;
    private final WebhookSettings settings;
    private final ColumnEncryption encryption;
    private final WebClient client;

    SendNews(DueNews due, WebhookSettings settings, ColumnEncryption encryption, NodeRoles roles) {
        super(settings.poll(), roles.relay());
        this.due = due;
        this.settings = settings;
        this.encryption = encryption;
        this.client = OutgoingCalls.client(
                "webhooks", new Bounds(settings.patience(), settings.inside(), LARGEST_ANSWER, AT_ONCE, WAITING));
    }

    @Override
    protected Mono<?> round() {
        return sent().expand(number -> number == 0 ? Mono.empty() : sent()).then(due.forget());
    }

    private Mono<Long> sent() {
        return due.claim()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(
                        one -> post(one)
                                .flatMap(answer -> due.came(one, answer))
                                .thenReturn(one),
                        AT_ONCE)
                .count();
    }

    private Mono<Answer> post(Due one) {
        long second = Instant.now().getEpochSecond();
        return Mono.fromCallable(() -> signature(one, second))
                .flatMap(signature -> client.post()
                        .uri(URI.create(one.url()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("webhook-id", one.id().toString())
                        .header("webhook-timestamp", Long.toString(second))
                        .header("webhook-key-id", one.keyId())
                        .header("webhook-signature", signature)
                        .bodyValue(one.body())
                        .exchangeToMono(answer -> answer.releaseBody()
                                .thenReturn(new Answer(
                                        answer.statusCode().value(),
                                        answer.statusCode().is2xxSuccessful() ? "" : "refused"))))
                .timeout(settings.patience())
                .onErrorResume(
                        failure -> Mono.just(new Answer(null, OutgoingCalls.isLate(failure) ? "late" : "unreachable")));
    }

    private String signature(Due one, long second) throws GeneralSecurityException {
        String secret =
                new String(encryption.decrypt(one.sealed(), Webhooks.sealedFor(one.webhook())), StandardCharsets.UTF_8);
        return sign(secret, one.id(), second, one.body());
    }

    /** What stands in {@code webhook-signature}. */
    static String sign(String secret, UUID id, long second, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] signed = (id + "." + second + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }
}
