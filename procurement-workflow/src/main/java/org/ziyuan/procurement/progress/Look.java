package org.ziyuan.procurement.progress;

/** How a step is drawn. */
record Look(String fill, String stroke, String text, String width, boolean dashed) {

    static Look of(StepMark mark) {
        return switch (mark) {
            case DONE -> new Look("#ebfbee", "#2b8a3e", "#2b8a3e", "1.5", false);
            case CURRENT -> new Look("#e7f5ff", "#1864ab", "#1864ab", "3.5", false);
            case NEXT -> new Look("#ffffff", "#1864ab", "#212529", "1.5", true);
            case LEFT -> new Look("#f1f3f5", "#868e96", "#495057", "1.2", true);
            case OPEN -> new Look("#ffffff", "#868e96", "#495057", "1.2", false);
        };
    }
}
