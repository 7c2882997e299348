package org.ziyuan.marketplace.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.FilePart;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A file of a form, encrypted on the disk for as long as the request lasts; what a crash leaves is unreadable. */
final class SealedFile implements FilePart {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 16;
    private static final int PIECE = 8_192;

    private final String name;
    private final String filename;
    private final HttpHeaders headers;
    private final Path file;
    private final SecretKeySpec key;
    private final OutputStream sealing;

    SealedFile(Path folder, String name, String filename, HttpHeaders headers) throws IOException {
        this.name = name;
        this.filename = filename;
        this.headers = headers;
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        this.key = new SecretKeySpec(random, "AES");
        this.file = Files.createTempFile(folder, "sent", ".sealed");
        this.sealing = new CipherOutputStream(Files.newOutputStream(file), cipher(Cipher.ENCRYPT_MODE));
    }

    /** A key is used for one file, so the counter may begin at nothing. */
    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(new byte[KEY_BYTES]));
            return cipher;
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("cannot seal what was sent", refused);
        }
    }

    void add(DataBuffer some) throws IOException {
        byte[] piece = new byte[some.readableByteCount()];
        some.read(piece);
        sealing.write(piece);
    }

    SealedFile whole() throws IOException {
        sealing.close();
        return this;
    }

    void discard() {
        try {
            sealing.close();
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // Nobody can read it, and the system sweeps its folder.
            return;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String filename() {
        return filename;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> content() {
        return DataBufferUtils.readInputStream(
                        () -> new CipherInputStream(Files.newInputStream(file), cipher(Cipher.DECRYPT_MODE)),
                        DefaultDataBufferFactory.sharedInstance,
                        PIECE)
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Never: it would lie there in the clear. */
    @Override
    public Mono<Void> transferTo(Path destination) {
        return Mono.error(new UnsupportedOperationException("what was sent is not written in the clear"));
    }

    @Override
    public Mono<Void> delete() {
        return Mono.<Void>fromRunnable(this::discard).subscribeOn(Schedulers.boundedElastic());
    }
}
