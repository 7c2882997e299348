package org.ziyuan.marketplace.intake.kept;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.secret.ColumnEncryption;

/** Seals what is kept of a file about people; what is sealed says so by its first character, which no cell has. */
@Component
class SealedCells {

    private static final String SEALED = "\u0002";

    private final ColumnEncryption encryption;

    SealedCells(ColumnEncryption encryption) {
        this.encryption = encryption;
    }

    @Nullable
    String seal(@Nullable String cells, UUID intake) {
        return cells == null
                ? null
                : SEALED
                        + Base64.getEncoder()
                                .encodeToString(
                                        encryption.encrypt(cells.getBytes(StandardCharsets.UTF_8), name(intake)));
    }

    /** What was sealed, or what is not sealed as it is. */
    @Nullable
    String open(@Nullable String cells, UUID intake) {
        return cells == null || !cells.startsWith(SEALED)
                ? cells
                : new String(
                        encryption.decrypt(Base64.getDecoder().decode(cells.substring(SEALED.length())), name(intake)),
                        StandardCharsets.UTF_8);
    }

    private static String name(UUID intake) {
        return "intake " + intake;
    }
}
