package org.ziyuan.procurement.requisition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many of a school's pupils a listing is for; prices per pupil multiply this number unless another is given. */
public final class PupilsServed {

    private PupilsServed() {}

    /**
     * The pupils of the listing's stage.
     *
     * @param census the school's pupils by level (function {@code census_of})
     * @param stage 小学, 初中, 高中 or a level of the census; any other stage, none, and a stage that the school does not
     *     teach count all its pupils
     */
    public static int of(Map<String, Integer> census, @Nullable String stage) {
        int ofStage = census.getOrDefault(levelOf(stage), 0);
        return ofStage > 0
                ? ofStage
                : census.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String levelOf(@Nullable String stage) {
        if (stage == null) {
            return "";
        }
        return switch (stage) {
            case "幼儿园", "学前" -> "kindergarten";
            case "小学" -> "primary";
            case "初中" -> "junior";
            case "高中" -> "senior";
            case "特殊教育" -> "special";
            default -> stage;
        };
    }
}
