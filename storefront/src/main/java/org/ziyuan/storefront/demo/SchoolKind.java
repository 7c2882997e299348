package org.ziyuan.storefront.demo;

import java.util.List;
import org.ziyuan.storefront.demo.DemoRegions.Region;

/** How a kind of school is called and which levels it teaches. */
enum SchoolKind {
    PRIMARY("小学", "primary"),
    JUNIOR("初级中学", "junior"),
    NINE_YEARS("学校", "primary,junior"),
    SENIOR("高级中学", "senior"),
    SPECIAL("特殊教育学校", "special");

    final String suffix;
    private final String levels;

    SchoolKind(String suffix, String levels) {
        this.suffix = suffix;
        this.levels = levels;
    }

    List<String> levels() {
        return List.of(levels.split(",", -1));
    }

    /** The first school anywhere teaches primary pupils; the others are spread over the kinds. */
    static SchoolKind of(Region region, int ordinal) {
        if (ordinal == 0) {
            return PRIMARY;
        }
        int draw = Chance.of("kind " + region.code() + ordinal).between(0, 99);
        if (draw < 35) {
            return JUNIOR;
        }
        if (draw < 60) {
            return NINE_YEARS;
        }
        if (draw < 82) {
            return SENIOR;
        }
        return draw < 94 ? PRIMARY : SPECIAL;
    }
}
