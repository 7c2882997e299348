package org.ziyuan.marketplace.listing.media;

import io.r2dbc.spi.Readable;
import java.util.HexFormat;
import java.util.UUID;
import org.ziyuan.marketplace.row.Columns;

/**
 * A vendor's file without what is in it.
 *
 * @param name as its vendor calls it
 * @param size in bytes
 * @param digest its SHA-256 in hexadecimal
 * @param scanned whether a scanner has found nothing in it
 */
public record KeptFile(UUID id, String name, FileType type, int size, String digest, boolean scanned) {

    /** The columns of {@code listing_file f} that it is read from. */
    static final String COLUMNS =
            "f.id as file_id, f.name as file_name, f.type as file_type, octet_length(f.content) as file_size, f.sha256, f.scanned";

    static KeptFile of(Readable row) {
        return new KeptFile(
                Columns.id(row, "file_id"),
                Columns.text(row, "file_name"),
                FileType.ofMediaType(Columns.text(row, "file_type")),
                Columns.read(row, "file_size", Integer.class),
                HexFormat.of().formatHex(Columns.read(row, "sha256", byte[].class)),
                Columns.flag(row, "scanned"));
    }
}
