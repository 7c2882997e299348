package org.ziyuan.catalog.analysis;

import java.util.List;

/**
 * What a text is found by; every list goes into a field that is cut at white space and nothing else.
 *
 * @param words values and names of the vocabulary, however they were written
 * @param grams pairs of Chinese characters and whole Latin words and numbers; numerals as digits
 * @param characters single Chinese characters, for a query of one
 * @param pinyin two to four syllables run together
 * @param readings pairs of syllables in every reading of their characters, so that nobody has to know which is meant
 * @param initials two to four first letters
 */
public record Tokens(
        List<String> words,
        List<String> grams,
        List<String> characters,
        List<String> pinyin,
        List<String> readings,
        List<String> initials) {}
