package org.ziyuan.storefront.cover;

/** A quiet pattern in white over the lower right of a cover; which one, and how it lies, follows from the words. */
enum Ornament {
    RINGS {
        @Override
        void draw(StringBuilder svg, int turn) {
            for (int ring = 1; ring <= 6; ring++) {
                svg.append("<circle cx=\"")
                        .append(300 - turn * 6)
                        .append("\" cy=\"")
                        .append(330 + turn * 8);
                svg.append("\" r=\"").append(ring * 34).append("\"/>");
            }
        }
    },
    BANDS {
        @Override
        void draw(StringBuilder svg, int turn) {
            for (int band = 0; band < 7; band++) {
                int x = 120 + band * 44 + turn * 4;
                svg.append("<path d=\"M")
                        .append(x)
                        .append(" 420L")
                        .append(x + 180)
                        .append(" 150\"/>");
            }
        }
    },
    WAVES {
        @Override
        void draw(StringBuilder svg, int turn) {
            for (int wave = 0; wave < 7; wave++) {
                int y = 262 + wave * 24 + turn * 2;
                svg.append("<path d=\"M0 ").append(y).append("q75 -").append(34 + turn * 4);
                svg.append(" 150 0t150 0\"/>");
            }
        }
    },
    SQUARES {
        @Override
        void draw(StringBuilder svg, int turn) {
            for (int square = 1; square <= 6; square++) {
                int side = square * 46;
                svg.append("<rect x=\"").append(286 - side).append("\" y=\"").append(406 - side);
                svg.append("\" width=\"")
                        .append(side + 40)
                        .append("\" height=\"")
                        .append(side + 40);
                svg.append("\" rx=\"").append(turn * 4).append("\"/>");
            }
        }
    },
    FAN {
        @Override
        void draw(StringBuilder svg, int turn) {
            for (int ray = 0; ray < 9; ray++) {
                svg.append("<path d=\"M").append(300 - turn * 5).append(" 420L").append(ray * 44 - 20);
                svg.append(' ').append(170 + Math.abs(ray - 4) * 18).append("\"/>");
            }
        }
    };

    static Drawn of(String words) {
        int hash = words.hashCode();
        return new Drawn(values()[Math.floorMod(hash, values().length)], Math.floorMod(hash >> 8, 6));
    }

    abstract void draw(StringBuilder svg, int turn);

    /** One ornament as it lies on one cover. */
    record Drawn(Ornament ornament, int turn) {

        void drawOn(StringBuilder svg) {
            svg.append("<g fill=\"none\" stroke=\"#fff\" stroke-opacity=\".17\" stroke-width=\"5\">");
            ornament.draw(svg, turn);
            svg.append("</g>");
        }
    }
}
