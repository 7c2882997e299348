package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.EnrolmentRow.Key;

/**
 * How a count differs from the one that was frozen last.
 *
 * @param comparedWith the snapshot it is compared with, null when there is none
 * @param added teaching points and levels that were not counted before
 * @param changed those counted otherwise
 * @param gone those that are not counted any more
 * @param examples the first of each, for looking at
 */
public record SnapshotDifference(
        @Nullable UUID comparedWith,
        int added,
        int changed,
        int same,
        int gone,
        long pupilsBefore,
        long pupilsNow,
        List<Example> examples) {

    private static final int SHOWN_OF_EACH = 50;

    /** One row in both counts; the missing one is null. */
    public record Example(
            String kind,
            String school,
            String site,
            String level,
            @Nullable EnrolmentRow before,
            @Nullable EnrolmentRow now) {}

    static SnapshotDifference between(@Nullable UUID last, List<EnrolmentRow> before, List<EnrolmentRow> now) {
        Map<Key, EnrolmentRow> left = new HashMap<>();
        before.forEach(row -> left.put(row.key(), row));
        Map<String, List<Example>> found =
                Map.of("added", new ArrayList<>(), "changed", new ArrayList<>(), "gone", new ArrayList<>());
        int[] same = {0};
        int[] counts = new int[3];
        for (EnrolmentRow row : now) {
            EnrolmentRow old = left.remove(row.key());
            if (old == null) {
                counts[0]++;
                note(found, "added", row.key(), null, row);
            } else if (old.equals(row)) {
                same[0]++;
            } else {
                counts[1]++;
                note(found, "changed", row.key(), old, row);
            }
        }
        for (EnrolmentRow row : before) {
            if (left.containsKey(row.key())) {
                counts[2]++;
                note(found, "gone", row.key(), row, null);
            }
        }
        return new SnapshotDifference(
                last, counts[0], counts[1], same[0], counts[2], pupils(before), pupils(now), listed(found));
    }

    private static void note(
            Map<String, List<Example>> found,
            String kind,
            Key key,
            @Nullable EnrolmentRow before,
            @Nullable EnrolmentRow now) {
        List<Example> examples = found.getOrDefault(kind, List.of());
        if (examples.size() < SHOWN_OF_EACH) {
            examples.add(new Example(kind, key.school(), key.site(), key.level(), before, now));
        }
    }

    private static List<Example> listed(Map<String, List<Example>> found) {
        List<Example> all = new ArrayList<>();
        for (String kind : List.of("changed", "added", "gone")) {
            all.addAll(found.getOrDefault(kind, List.of()));
        }
        return all;
    }

    private static long pupils(List<EnrolmentRow> rows) {
        return rows.stream().mapToLong(EnrolmentRow::pupils).sum();
    }
}
