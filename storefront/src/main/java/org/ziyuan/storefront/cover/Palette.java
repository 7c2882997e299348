package org.ziyuan.storefront.cover;

import java.util.List;
import java.util.Map;

/**
 * The colours of a cover: a ground dark enough for white letters (4.5:1 at least) and one light accent.
 *
 * @param ground the whole cover
 * @param light the small rule above the edition
 */
record Palette(String ground, String light) {

    private static final Palette RED = new Palette("#9b2c3b", "#f3c6a5");
    private static final Palette BLUE = new Palette("#1f4f8b", "#a9d0f5");
    private static final Palette GREEN = new Palette("#1f6b4a", "#bfe3b4");
    private static final Palette VIOLET = new Palette("#5b3f8c", "#d8c3f0");
    private static final Palette TEAL = new Palette("#14616b", "#a6e0da");
    private static final Palette OCHRE = new Palette("#85561b", "#f6dca0");
    private static final Palette PLUM = new Palette("#7d2f6b", "#f0bfe0");
    private static final Palette SLATE = new Palette("#3c4a5e", "#c3d0e0");
    private static final Palette BROWN = new Palette("#6f4334", "#eccbb5");
    private static final Palette INK = new Palette("#2b3a67", "#b9c6f2");

    private static final List<Palette> ALL = List.of(RED, BLUE, GREEN, VIOLET, TEAL, OCHRE, PLUM, SLATE, BROWN, INK);

    private static final Map<String, Palette> BY_SUBJECT = Map.ofEntries(
            Map.entry("语文", RED),
            Map.entry("数学", BLUE),
            Map.entry("英语", GREEN),
            Map.entry("物理", INK),
            Map.entry("化学", TEAL),
            Map.entry("生物学", GREEN),
            Map.entry("科学", TEAL),
            Map.entry("道德与法治", BROWN),
            Map.entry("思想政治", BROWN),
            Map.entry("历史", OCHRE),
            Map.entry("地理", SLATE),
            Map.entry("音乐", PLUM),
            Map.entry("美术", VIOLET),
            Map.entry("艺术", VIOLET),
            Map.entry("体育与健康", OCHRE),
            Map.entry("信息技术", SLATE),
            Map.entry("通用技术", SLATE));

    static Palette of(String subject) {
        Palette known = BY_SUBJECT.get(subject);
        return known != null ? known : ALL.get(Math.floorMod(subject.hashCode(), ALL.size()));
    }
}
