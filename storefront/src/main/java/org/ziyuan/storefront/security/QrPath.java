package org.ziyuan.storefront.security;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG picture, drawn by the page itself: no picture of a secret is fetched from anywhere.
 *
 * @param box the four numbers of the picture's viewBox, with the quiet zone of four modules around
 * @param path a square of one unit for each dark module
 */
record QrPath(String box, String path) {

    private static final int QUIET = 4;

    static QrPath of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * QUIET;
        return new QrPath("%d %d %d %d".formatted(-QUIET, -QUIET, side, side), path.toString());
    }
}
