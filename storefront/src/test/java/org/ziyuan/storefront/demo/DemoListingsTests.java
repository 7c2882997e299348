package org.ziyuan.storefront.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the import makes of the real titles. */
class DemoListingsTests {

    private static final Pattern STARTING_AND_OWN_GRADE = Pattern.compile("年级起点）([一二三四五六]年级)");

    private final List<Map<String, Object>> imported = new DemoListings().rows().versions();

    @Test
    void noTitleBeginsWithTheSignsOfAList() {
        assertThat(imported)
                .hasSizeGreaterThan(1_000)
                .allSatisfy(version ->
                        assertThat(String.valueOf(version.get("title"))).matches("[\\p{L}\\p{N}《〈（(“\"【\\[].*"));
    }

    @Test
    void theGradeIsTheOneTheTitleSaysAndNotTheOneTheCourseBeginsWith() {
        List<Map<String, Object>> english =
                imported.stream().filter(version -> ownGrade(version).find()).toList();

        assertThat(english).hasSizeGreaterThan(30).allSatisfy(version -> {
            Matcher own = ownGrade(version);
            assertThat(own.find()).isTrue();
            assertThat(version).containsEntry("grade", own.group(1));
        });
    }

    private static Matcher ownGrade(Map<String, Object> version) {
        return STARTING_AND_OWN_GRADE.matcher(String.valueOf(version.get("title")));
    }
}
