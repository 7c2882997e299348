package org.ziyuan.marketplace.listing.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CoverImageTests {

    @Test
    void aPictureIsCutToTheShapeOfACoverAndNothingElseOfItIsLeft() throws IOException {
        byte[] wide = picture(2_000, 1_000);

        byte[] cover = Objects.requireNonNull(CoverImage.of(wide).block());

        BufferedImage made = ImageIO.read(new ByteArrayInputStream(cover));
        assertThat(FileType.of(cover)).contains(FileType.JPEG);
        assertThat(made.getWidth() + "x" + made.getHeight()).isEqualTo("600x840");
        assertThat(new Color(made.getRGB(300, 400)).getRed()).isBetween(180, 220);
    }

    /** Sixty bytes may say that they are a picture of 900 million points. */
    @Test
    void whatClaimsToBeHugeIsNotUnpacked() {
        assertThatThrownBy(() -> CoverImage.of(header(30_000, 30_000)).block()).hasMessageContaining("cover-unfit");
        assertThatThrownBy(() -> CoverImage.of(header(9_000, 9_000)).block()).hasMessageContaining("cover-unfit");
    }

    @Test
    void whatIsNoPictureOrABrokenOneIsRefused() throws IOException {
        byte[] broken = picture(50, 50);
        java.util.Arrays.fill(broken, 40, broken.length, (byte) 0);

        assertThatThrownBy(() -> CoverImage.of(broken).block()).hasMessageContaining("cover-unfit");
        assertThatThrownBy(() -> CoverImage.of("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))
                        .block())
                .hasMessageContaining("cover-unfit");
        assertThatThrownBy(() -> CoverImage.of(new byte[0]).block()).hasMessageContaining("cover-unfit");
    }

    private static byte[] picture(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, new Color(200, 30, 30).getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] header(int width, int height) {
        byte[] chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 sum = new CRC32();
        sum.update(chunk);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(chunk)
                .putInt((int) sum.getValue())
                .array();
    }
}
