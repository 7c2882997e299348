package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Cuts letters typed without spaces into known parts. */
final class KnownParts {

    private static final int UNREACHED = Integer.MAX_VALUE;

    private KnownParts() {}

    /** The fewest parts that make up the whole; empty when there is no way. */
    static List<String> fewest(String letters, int longestPart, Predicate<String> known) {
        int[] count = new int[letters.length() + 1];
        int[] from = new int[letters.length() + 1];
        Arrays.fill(count, 1, count.length, UNREACHED);
        for (int end = 1; end <= letters.length(); end++) {
            for (int start = Math.max(0, end - longestPart); start < end; start++) {
                boolean fewer = count[start] != UNREACHED && count[start] + 1 < count[end];
                if (fewer && known.test(letters.substring(start, end))) {
                    count[end] = count[start] + 1;
                    from[end] = start;
                }
            }
        }
        return count[letters.length()] == UNREACHED ? List.of() : parts(letters, from);
    }

    private static List<String> parts(String letters, int[] from) {
        List<String> parts = new ArrayList<>();
        for (int end = letters.length(); end > 0; end = from[end]) {
            parts.add(0, letters.substring(from[end], end));
        }
        return parts;
    }
}
