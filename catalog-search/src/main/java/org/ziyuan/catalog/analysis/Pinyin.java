package org.ziyuan.catalog.analysis;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ConcurrentLruCache;

/** Mandarin syllables without tones: of written Chinese, and in what was typed on a Latin keyboard. */
final class Pinyin {

    private static final int LONGEST_SYLLABLE = 6;
    private static final int MOST_READINGS = 4;
    private static final Set<String> SYLLABLES = syllableTable();

    /** As many characters as a catalogue has; the table behind it answers anew each time, and a rebuilding asks for millions. */
    private static final ConcurrentLruCache<Character, List<String>> HEARD =
            new ConcurrentLruCache<>(8_192, Pinyin::heard);

    private Pinyin() {}

    /** One syllable a character, the reading chosen by the phrase it stands in: 音乐 is yin yue, 乐园 is le yuan. */
    static List<String> syllables(String han) {
        List<String> spoken = spell(han);
        return spoken.size() == han.length() ? spoken : oneByOne(han);
    }

    /**
     * Every reading of each character, the likeliest first. Tables of phrases are not to be trusted alone: the one that is
     * used here has 乐理 as le li.
     */
    static List<List<String>> readings(String han) {
        return readings(han, syllables(han));
    }

    /** The same where the likeliest are known already. */
    static List<List<String>> readings(String han, List<String> likeliest) {
        return IntStream.range(0, likeliest.size())
                .mapToObj(at -> every(han.charAt(at), likeliest.get(at)))
                .toList();
    }

    private static List<String> every(char character, String likely) {
        return Stream.concat(Stream.of(likely), HEARD.get(character).stream())
                .distinct()
                .limit(MOST_READINGS)
                .toList();
    }

    private static List<String> heard(char character) {
        return PinyinHelper.toPinyinList(character, PinyinStyleEnum.NORMAL).stream()
                .map(Pinyin::typed)
                .filter(SYLLABLES::contains)
                .toList();
    }

    private static String typed(String spoken) {
        return spoken.replace('ü', 'v').strip();
    }

    static String joined(String han) {
        return String.join("", syllables(han));
    }

    /** The first letter of each syllable: 语文 is yw. */
    static String initials(List<String> syllables) {
        StringBuilder letters = new StringBuilder();
        syllables.forEach(syllable -> letters.append(syllable.charAt(0)));
        return letters.toString();
    }

    static List<List<String>> initialsOf(List<List<String>> readings) {
        return readings.stream()
                .map(ways ->
                        ways.stream().map(way -> way.substring(0, 1)).distinct().toList())
                .toList();
    }

    /** Cuts a run of letters into as few syllables as possible; empty when it is not pinyin. */
    static List<String> cut(String letters) {
        return KnownParts.fewest(letters, LONGEST_SYLLABLE, SYLLABLES::contains);
    }

    private static List<String> oneByOne(String han) {
        List<String> syllables = new ArrayList<>();
        for (char character : han.toCharArray()) {
            syllables.add(String.join("", spell(String.valueOf(character))));
        }
        return syllables;
    }

    private static List<String> spell(String han) {
        @Nullable String spoken = PinyinHelper.toPinyin(han, PinyinStyleEnum.NORMAL, " ");
        return spoken == null || spoken.isBlank()
                ? List.of(han)
                : Arrays.asList(typed(spoken).split(" +"));
    }

    private static Set<String> syllableTable() {
        try {
            String table =
                    new ClassPathResource("syllables.txt", Pinyin.class).getContentAsString(StandardCharsets.US_ASCII);
            return Set.of(table.strip().split("\\s+"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
