package org.ziyuan.marketplace.listing.opening;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.media.ListingFiles.Checked;
import org.ziyuan.marketplace.listing.opening.Opening.Way;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * A way to open that a vendor chooses.
 *
 * @param id the way's own, and the file's; the same twice is once
 */
public record Chosen(
        UUID id,
        Way way,
        @Nullable Checked file,
        @Nullable String clientId,
        @Nullable String toolName,
        @Nullable List<String> steps) {

    private static final int MOST_STEPS = 12;
    private static final TextField STEP = TextField.name("steps", 1, 100);

    public static Chosen file(UUID id, Checked file) {
        return new Chosen(id, Way.FILE, file, null, null, null);
    }

    public static Chosen tool(UUID id, String clientId, String name) {
        return new Chosen(id, Way.TOOL, null, clientId, name, null);
    }

    /**
     * What a service consists of, a line each.
     *
     * @throws Refusal {@code opening-steps} for none or more than twelve; {@code text-length} and its like of a line
     */
    public static Chosen steps(UUID id, String lines) {
        List<String> steps =
                lines.lines().filter(line -> !line.isBlank()).map(STEP::read).toList();
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw Refusal.invalid("opening-steps").with("most", MOST_STEPS).with("field", "steps");
        }
        return new Chosen(id, Way.STEPS, null, null, null, steps);
    }
}
