package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.List;

/** Short overlapping pieces of a run, by which a part of it is found. */
final class Grams {

    private static final int MOST_WAYS = 16;

    private Grams() {}

    /** Pairs of characters; a run of one is itself. */
    static List<String> pairs(String run) {
        if (run.length() < 2) {
            return List.of(run);
        }
        List<String> pairs = new ArrayList<>();
        for (int at = 0; at + 2 <= run.length(); at++) {
            pairs.add(run.substring(at, at + 2));
        }
        return pairs;
    }

    /** From {@code shortest} to {@code longest} neighbours joined. */
    static List<String> joined(List<String> parts, int shortest, int longest) {
        List<String> joined = new ArrayList<>();
        for (int length = shortest; length <= longest; length++) {
            for (int at = 0; at + length <= parts.size(); at++) {
                joined.add(String.join("", parts.subList(at, at + length)));
            }
        }
        return joined;
    }

    /** The same of parts that may each be read in several ways; every way of a pair, of more the likeliest. */
    static List<String> joinedAny(List<List<String>> parts, int shortest, int longest) {
        List<String> joined = new ArrayList<>();
        for (int length = shortest; length <= longest; length++) {
            for (int at = 0; at + length <= parts.size(); at++) {
                joined.addAll(ways(parts.subList(at, at + length)));
            }
        }
        return joined;
    }

    /** The ways to read it all, the likeliest of every part first; bounded. */
    static List<String> ways(List<List<String>> parts) {
        List<String> ways = List.of("");
        for (List<String> readings : parts) {
            ways = ways.stream()
                    .flatMap(way -> readings.stream().map(reading -> way + reading))
                    .limit(MOST_WAYS)
                    .toList();
        }
        return ways;
    }

    static List<String> letters(String letters) {
        return letters.chars().mapToObj(Character::toString).toList();
    }
}
