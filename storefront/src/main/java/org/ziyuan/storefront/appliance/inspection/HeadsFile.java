package org.ziyuan.storefront.appliance.inspection;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.audit.ChainHead;
import org.ziyuan.marketplace.digest.Sha256;

/**
 * Heads of chains as a file to be kept outside the database. It is CSV with a header, one line per chain, and in the
 * last line the SHA-256 of all lines before it. The same heads always make the same bytes.
 */
final class HeadsFile {

    private static final String HEADER = "chain,owner,seq,hash,at,count";
    private static final String DIGEST = "sha256,";

    private HeadsFile() {}

    /** Writes beside the file first, so that an interrupted export leaves no half of one. */
    static void write(Path file, List<ChainHead> heads) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling(absolute.getFileName() + ".part");
        MessageDigest digest = Sha256.begun();
        try (BufferedWriter lines = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
            writeLine(lines, digest, HEADER);
            for (ChainHead head : heads) {
                writeLine(lines, digest, text(head));
            }
            lines.write(DIGEST + hex(digest) + "\n");
        }
        Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException when the file cannot be read, is not such a file, or is not as it was written */
    static List<ChainHead> read(Path file) throws IOException {
        List<ChainHead> heads = new ArrayList<>();
        MessageDigest digest = Sha256.begun();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DIGEST)) {
                    require(line.equals(DIGEST + hex(digest)) && lines.readLine() == null, file);
                    return heads;
                }
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                if (!line.equals(HEADER)) {
                    heads.add(head(line, file));
                }
            }
        }
        throw altered(file);
    }

    private static void writeLine(BufferedWriter lines, MessageDigest digest, String line) throws IOException {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        lines.write(line + "\n");
    }

    private static String text(ChainHead head) {
        return String.join(
                ",",
                head.chain(),
                head.owner().toString(),
                Long.toString(head.seq()),
                head.hash(),
                head.at().toString(),
                Long.toString(head.count()));
    }

    private static ChainHead head(String line, Path file) throws IOException {
        String[] parts = line.split(",", -1);
        require(parts.length == 6, file);
        try {
            return new ChainHead(
                    parts[0],
                    UUID.fromString(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3],
                    Instant.parse(parts[4]),
                    Long.parseLong(parts[5]));
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw new IOException(altered(file).getMessage(), unreadable);
        }
    }

    private static void require(boolean asWritten, Path file) throws IOException {
        if (!asWritten) {
            throw altered(file);
        }
    }

    private static IOException altered(Path file) {
        return new IOException(file + " 不是 verify --export-heads 写出的原样文件（摘要或格式不符）");
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
