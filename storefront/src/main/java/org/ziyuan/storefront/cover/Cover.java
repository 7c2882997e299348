package org.ziyuan.storefront.cover;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Listing;

/**
 * Draws the cover of a listing as SVG: the subject gives the colour, the title the ornament. The same listing always
 * gets the same cover, letter for letter.
 *
 * @param kind textbook, app, resource, course or service
 */
public record Cover(
        String kind,
        String title,
        @Nullable String stage,
        @Nullable String subject,
        @Nullable String edition,
        @Nullable String grade,
        @Nullable String volume) {

    /** Letters in the biggest type on one line. */
    private static final int LINE = 5;

    static Cover of(Listing listing) {
        return new Cover(
                listing.kind(),
                listing.title(),
                listing.stage(),
                listing.subject(),
                listing.edition(),
                listing.grade(),
                listing.volume());
    }

    /** The picture, 300 by 420, without script, style or anything from elsewhere. */
    public String svg() {
        Palette palette = Palette.of(subject == null ? kind + title : subject);
        var svg = new StringBuilder(2048)
                .append(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 420\" width=\"300\" height=\"420\"")
                .append(" font-family=\"PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif\">")
                .append("<rect width=\"300\" height=\"420\" fill=\"")
                .append(palette.ground())
                .append("\"/>");
        Ornament.of(title + subject + grade).drawOn(svg);
        svg.append("<rect width=\"14\" height=\"420\" fill=\"#000\" fill-opacity=\".22\"/>");
        words(svg);
        svg.append("<rect x=\"38\" y=\"346\" width=\"36\" height=\"4\" fill=\"")
                .append(palette.light())
                .append("\"/>");
        return svg.append("</svg>").toString();
    }

    private void words(StringBuilder svg) {
        text(svg, 38, 58, 22, ".85", Lettering.join(stage, kindInWords()));
        List<String> heading = Lettering.lines(isBook() ? String.valueOf(subject) : title, LINE, 3);
        int size = heading.size() == 1 && Lettering.width(heading.get(0)) <= 3 ? 66 : 46;
        int y = 84 + size;
        for (String line : heading) {
            text(svg, 38, y, size, "1", line);
            y += size + 10;
        }
        text(svg, 38, y + 6, 30, ".95", Lettering.join(grade, volume));
        text(svg, 38, 386, 25, ".95", edition == null ? "" : edition);
    }

    private boolean isBook() {
        return kind.equals("textbook") && subject != null;
    }

    private String kindInWords() {
        return switch (kind) {
            case "textbook" -> "数字教材";
            case "app" -> "应用";
            case "course" -> "课程";
            case "service" -> "服务";
            default -> "教学资源";
        };
    }

    private static void text(StringBuilder svg, int x, int y, int size, String opacity, String words) {
        if (words.isEmpty()) {
            return;
        }
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y);
        svg.append("\" font-size=\"")
                .append(size)
                .append("\" fill=\"#fff\" fill-opacity=\"")
                .append(opacity);
        if (size > 30) {
            svg.append("\" font-weight=\"700");
        }
        int room = 246;
        if (Lettering.width(words) * size > room) {
            svg.append("\" textLength=\"").append(room).append("\" lengthAdjust=\"spacingAndGlyphs");
        }
        svg.append("\">").append(Lettering.escape(words)).append("</text>");
    }
}
