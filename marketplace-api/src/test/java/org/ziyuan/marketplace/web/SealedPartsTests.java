package org.ziyuan.marketplace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SealedPartsTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] NAMES = "姓名,学籍号\n张小明,G1\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final String END =
            "\r\n--x\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\nwrite\r\n--x--\r\n";

    @TempDir
    Path folder;

    @Test
    void aFileLiesOnTheDiskAsNobodyCanReadItUntilTheRequestIsOver() {
        List<Part> parts = Objects.requireNonNull(read(NAMES, END).block(SOON));

        assertThat(parts).extracting(Part::name).containsExactly("file", "act");
        assertThat(((FormFieldPart) parts.get(1)).value()).isEqualTo("write");
        FilePart file = (FilePart) parts.get(0);
        assertThat(file.filename()).isEqualTo("roster.csv");
        assertThat(content(file)).isEqualTo(NAMES);
        assertThat(content(file)).as("as often as it is asked for").isEqualTo(NAMES);
        assertThat(ours())
                .singleElement()
                .satisfies(lying -> assertThat(text(lying))
                        .hasSize(NAMES.length)
                        .doesNotContain(
                                new String("张小明".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        assertThatThrownBy(() -> file.transferTo(Path.of("never")).block(SOON))
                .isInstanceOf(UnsupportedOperationException.class);

        file.delete().block(SOON);
        assertThat(ours()).isEmpty();
    }

    @Test
    void ofAFormThatDoesNotEndOrIsTooLargeNothingIsLeft() {
        assertThatThrownBy(() -> read(NAMES, "").block(SOON)).isInstanceOf(DecodingException.class);
        assertThatThrownBy(() -> read(new byte[(16 << 20) + 1], END).block(SOON))
                .isInstanceOf(DataBufferLimitException.class);

        assertThat(ours()).isEmpty();
    }

    private Mono<List<Part>> read(byte[] file, String end) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"roster.csv\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        byte[] all = body.toByteArray();
        Flux<DataBuffer> pieces = Flux.range(0, all.length / 8_000 + 1)
                .map(piece -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(all, piece * 8_000, Math.min(all.length, (piece + 1) * 8_000))));
        return new SealedParts(folder)
                .read(
                        ResolvableType.forClass(Part.class),
                        MockServerHttpRequest.post("/")
                                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=x"))
                                .body(pieces),
                        Map.of())
                .collectList();
    }

    private static byte[] content(Part part) {
        DataBuffer joined =
                Objects.requireNonNull(DataBufferUtils.join(part.content()).block(SOON));
        byte[] bytes = new byte[joined.readableByteCount()];
        joined.read(bytes);
        return bytes;
    }

    private List<Path> ours() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
