package org.ziyuan.marketplace.listing.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a listing is, by the words that files have for it; the first is the one that is written. */
enum ListingKind {
    TEXTBOOK("数字教材", "教材", "教科书"),
    APP("应用", "软件"),
    RESOURCE("资源包", "资源", "习题"),
    COURSE("课程包", "课程"),
    SERVICE("服务", "培训");

    private final List<String> words;

    ListingKind(String... words) {
        this.words = List.of(words);
    }

    List<String> words() {
        List<String> all = new ArrayList<>(words);
        all.add(column());
        return all;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String wordOf(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT)).words.get(0);
    }

    /** The kind that such a word names, as it stands in its column. */
    static String columnOf(String word) {
        for (ListingKind kind : values()) {
            if (kind.words.get(0).equals(word)) {
                return kind.column();
            }
        }
        throw new IllegalStateException("no kind is called " + word);
    }
}
