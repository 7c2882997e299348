package org.ziyuan.marketplace.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SentFormsTests {

    private static final int LARGEST = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SentForms forms = new SentForms(new IntakeSettings(LARGEST, LARGEST, 10, 100, 1, 10));

    @Test
    void aFileAndTheFieldsBehindItAreReadWhateverTheirOrder() {
        byte[] file = "姓名,学籍号\n张小明,G1\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);

        SentForm form = Objects.requireNonNull(
                forms.with(sent("roster.csv", file), Mono::just).block(SOON));

        assertThat(form.file().name()).isEqualTo("roster.csv");
        assertThat(form.file().bytes()).isEqualTo(file);
        assertThat(form.fields().getFirst("act")).isEqualTo("write");
    }

    @Test
    void ofAFileThatIsTooLargeNoMoreIsKeptThanShowsIt() {
        SentForm form = Objects.requireNonNull(forms.with(sent("roster.csv", new byte[3 * LARGEST]), Mono::just)
                .block(SOON));

        assertThat(form.file().bytes()).hasSize(LARGEST + 1);
    }

    @Test
    void aFormWithoutAFileSaysSo() {
        ServerWebExchange none = MockServerWebExchange.from(MockServerHttpRequest.post("/intake/roster"));

        assertThatThrownBy(
                        () -> forms.with(none, form -> Mono.just(form.file())).block(SOON))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("file-missing"));
        assertThatThrownBy(() -> forms.with(sent("", new byte[0]), form -> Mono.just(form.file()))
                        .block(SOON))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aPlaceIsFreeAgainWhenTheFormIsDoneOrItsSenderHasGone() {
        Disposable held =
                forms.with(sent("a.csv", new byte[10]), form -> Mono.never()).subscribe();

        assertThatThrownBy(() ->
                        forms.with(sent("b.csv", new byte[10]), Mono::just).block(SOON))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("intake-busy"));

        held.dispose();
        assertThat(forms.with(sent("b.csv", new byte[10]), Mono::just).block(SOON))
                .isNotNull();
        assertThat(forms.with(sent("c.csv", new byte[10]), Mono::just).block(SOON))
                .isNotNull();
    }

    private static ServerWebExchange sent(String name, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--x\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\nwrite\r\n--x--\r\n"
                .getBytes(StandardCharsets.UTF_8));
        byte[] all = body.toByteArray();
        Flux<DataBuffer> pieces = Flux.range(0, all.length / 8_000 + 1)
                .map(piece -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(all, piece * 8_000, Math.min(all.length, (piece + 1) * 8_000))));
        return MockServerWebExchange.from(MockServerHttpRequest.post("/intake/roster")
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=x"))
                .body(pieces));
    }
}
