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
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Mandarin syllables without tones: of written Chinese, and in what was typed on a Latin keyboard. */
final class Pinyin {

    private static final int LONGEST_SYLLABLE = 6;
    private static final Set<String> SYLLABLES = syllableTable();

    private Pinyin() {}

    /** One syllable a character, the reading chosen by the phrase it stands in: 音乐 is yin yue, 乐园 is le yuan. */
    static List<String> syllables(String han) {
        List<String> spoken = spell(han);
        return spoken.size() == han.length() ? spoken : oneByOne(han);
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

    /** Cuts a run of letters into as few syllables as possible; empty when it is not pinyin. */
    static List<String> cut(String letters) {
        return Cover.fewest(letters, LONGEST_SYLLABLE, SYLLABLES::contains);
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
                : Arrays.asList(spoken.replace('ü', 'v').strip().split(" +"));
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
