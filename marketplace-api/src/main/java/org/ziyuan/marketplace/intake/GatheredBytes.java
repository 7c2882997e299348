package org.ziyuan.marketplace.intake;

import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** Bytes of a file as they arrive; of one that is too large no more is kept than shows it. */
final class GatheredBytes {

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    GatheredBytes(int most) {
        this.most = most;
    }

    void take(DataBuffer some) {
        try {
            byte[] piece = new byte[Math.min(some.readableByteCount(), most + 1 - bytes.size())];
            some.read(piece);
            bytes.write(piece, 0, piece.length);
        } finally {
            DataBufferUtils.release(some);
        }
    }

    boolean beyond() {
        return bytes.size() > most;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
