package org.ziyuan.marketplace.listing.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What a file is by its first bytes, whatever it is called. */
enum FileType {
    PDF("application/pdf", Shown.AS_PAGE, 0, "%PDF-"),
    EPUB("application/epub+zip", Shown.TO_KEEP, 30, "mimetypeapplication/epub+zip"),
    MP4("video/mp4", Shown.AS_FILM, 4, "ftypisom", "ftypiso", "ftypmp4", "ftypM4V", "ftypavc1", "ftypdash", "ftypMSNV"),
    MP3("audio/mpeg", Shown.AS_SOUND, 0, "ID3", "\u00FF\u00FB", "\u00FF\u00F3", "\u00FF\u00F2"),
    PNG("image/png", Shown.AS_PICTURE, 0, "\u0089PNG\r\n\u001A\n"),
    JPEG("image/jpeg", Shown.AS_PICTURE, 0, "\u00FF\u00D8\u00FF"),
    WEBP("image/webp", Shown.AS_PICTURE, 8, "WEBPVP8");

    private enum Shown {
        AS_PAGE,
        AS_FILM,
        AS_SOUND,
        AS_PICTURE,
        TO_KEEP
    }

    private final String mediaType;
    private final Shown shown;
    private final int at;
    private final byte[][] signs;

    FileType(String mediaType, Shown shown, int at, String... signs) {
        this.mediaType = mediaType;
        this.shown = shown;
        this.at = at;
        this.signs = Stream.of(signs)
                .map(sign -> sign.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    /** Empty where it is none of these. */
    static Optional<FileType> of(byte[] content) {
        return Stream.of(values())
                .filter(type -> Stream.of(type.signs).anyMatch(sign -> begins(content, type.at, sign)))
                .findFirst();
    }

    /** As it is kept. */
    static FileType ofMediaType(String mediaType) {
        return Stream.of(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow();
    }

    String mediaType() {
        return mediaType;
    }

    public boolean isPage() {
        return shown == Shown.AS_PAGE;
    }

    public boolean isFilm() {
        return shown == Shown.AS_FILM;
    }

    public boolean isSound() {
        return shown == Shown.AS_SOUND;
    }

    public boolean isPicture() {
        return shown == Shown.AS_PICTURE;
    }

    /** Whether browsers do not show it: it is saved and opened elsewhere. */
    boolean isToKeep() {
        return shown == Shown.TO_KEEP;
    }

    private static boolean begins(byte[] content, int at, byte[] sign) {
        return content.length >= at + sign.length && Arrays.equals(content, at, at + sign.length, sign, 0, sign.length);
    }
}
