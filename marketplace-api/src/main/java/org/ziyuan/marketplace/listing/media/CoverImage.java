package org.ziyuan.marketplace.listing.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes covers: a picture is decoded and written anew, so that nothing but its colours is left of what was sent. */
public final class CoverImage {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 840;
    private static final int LONGEST_SIDE = 10_000;
    private static final long MOST_POINTS = 40_000_000;

    static {
        // Its cache would be a file.
        ImageIO.setUseCache(false);
    }

    private CoverImage() {}

    /**
     * The picture as a JPEG of 600 by 840, cut to that shape around its middle, off the event loop.
     *
     * @throws Refusal {@code cover-unfit} for what is no PNG or JPEG that can be read, or beyond 40 million points
     */
    public static Mono<byte[]> of(byte[] sent) {
        return Mono.fromCallable(() -> made(sent)).subscribeOn(Schedulers.boundedElastic());
    }

    private static byte[] made(byte[] sent) {
        FileType type = FileType.of(sent).orElseThrow(CoverImage::unfit);
        if (type != FileType.PNG && type != FileType.JPEG) {
            throw unfit();
        }
        // The picture's own reader may fail in many ways at what a stranger made.
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.mediaType());
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return written(cut(read(reader)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException damaged) {
            throw damaged instanceof Refusal refusal ? refusal : unfit();
        }
    }

    /** No more points than are needed are made: a small file can hold a picture that fills a memory. */
    private static BufferedImage read(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_POINTS) {
            throw unfit();
        }
        ImageReadParam part = reader.getDefaultReadParam();
        int every = Math.max(1, Math.min(width / (2 * WIDTH), height / (2 * HEIGHT)));
        part.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, part);
    }

    private static BufferedImage cut(BufferedImage picture) {
        double scale = Math.max((double) WIDTH / picture.getWidth(), (double) HEIGHT / picture.getHeight());
        int width = (int) Math.ceil(picture.getWidth() * scale);
        int height = (int) Math.ceil(picture.getHeight() * scale);
        BufferedImage cover = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = cover.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.setBackground(Color.WHITE);
            pen.clearRect(0, 0, WIDTH, HEIGHT);
            pen.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height, null);
        } finally {
            pen.dispose();
        }
        return cover;
    }

    private static byte[] written(BufferedImage cover) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(cover, "jpeg", bytes)) {
            throw new IOException("no writer of JPEG");
        }
        return bytes.toByteArray();
    }

    private static Refusal unfit() {
        return Refusal.invalid("cover-unfit").with("field", "cover");
    }
}
