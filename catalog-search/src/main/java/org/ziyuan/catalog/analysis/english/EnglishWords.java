package org.ziyuan.catalog.analysis.english;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Reads the words of the catalogue where they were typed in English: grade 3 math asks for what 三年级数学 asks for. */
public final class EnglishWords {

    private static final Map<String, String> MEANT = meant();

    /** Nine grades have a name of their own; beyond them the schools count anew. */
    private static final List<String> GRADES =
            List.of("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级", "高一", "高二", "高三");

    private static final Pattern SAID = Pattern.compile("(?<![a-z0-9])(?:(?:grade|year) ?(1[0-2]|[1-9])"
            + "|(1[0-2]|[1-9])(?:st|nd|rd|th) grade|("
            + MEANT.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .collect(joining("|"))
            + "))(?![a-z0-9])");

    private EnglishWords() {}

    /** The same plain text (lower case, no signs) with what is known of it in Chinese. */
    public static String inChinese(String plain) {
        String single = plain.replaceAll(" +", " ");
        return SAID.matcher(single).replaceAll(found -> said(found.group(1), found.group(2), found.group(3)));
    }

    private static String said(@Nullable String grade, @Nullable String ordinal, @Nullable String phrase) {
        String number = grade == null ? ordinal : grade;
        return number == null ? Objects.requireNonNull(MEANT.get(phrase)) : GRADES.get(Integer.parseInt(number) - 1);
    }

    /** What the words mean that begin so, the shortest word first. */
    public static Stream<String> beginningWith(String letters) {
        return MEANT.entrySet().stream()
                .filter(one -> one.getKey().startsWith(letters))
                .sorted(Comparator.comparingInt(one -> one.getKey().length()))
                .map(Map.Entry::getValue)
                .distinct();
    }

    private static Map<String, String> meant() {
        Map<String, String> meant = new LinkedHashMap<>();
        text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*", 2))
                .forEach(row ->
                        Stream.of(row[0].split(",")).map(String::strip).forEach(said -> meant.put(said, row[1])));
        return meant;
    }

    private static String text() {
        try {
            return new ClassPathResource("english.txt", EnglishWords.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
