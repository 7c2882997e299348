package org.ziyuan.storefront.demo;

import java.util.List;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.storefront.demo.DemoRegions.Region;

/** How a kind of school is called and which levels it teaches. */
enum SchoolKind {
    PRIMARY("小学", "primary", SchoolStage.PRIMARY),
    JUNIOR("初级中学", "junior", SchoolStage.JUNIOR),
    NINE_YEARS("学校", "primary,junior", SchoolStage.NINE_YEAR),
    SENIOR("高级中学", "senior", SchoolStage.SENIOR),
    SPECIAL("特殊教育学校", "special", SchoolStage.SPECIAL);

    final String suffix;
    final SchoolStage stage;
    private final String levels;

    SchoolKind(String suffix, String levels, SchoolStage stage) {
        this.suffix = suffix;
        this.levels = levels;
        this.stage = stage;
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
