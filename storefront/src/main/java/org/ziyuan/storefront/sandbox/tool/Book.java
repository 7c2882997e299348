package org.ziyuan.storefront.sandbox.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A textbook to leaf through: the contents of its subject and grade, and one page worth reading. */
final class Book {

    private static final Map<String, String> LESSONS = Map.of(
            "数学", "lesson-math.html",
            "语文", "lesson-chinese.html",
            "英语", "lesson-english.html",
            "科学", "science.html");

    private Book() {}

    static String of(VerifiedLaunch launch) {
        List<String> chapters = chapters(launch);
        String subject = subject(launch);
        String lesson = LESSONS.getOrDefault(subject, "lesson-any.html");
        return Html.filled(
                "book.html",
                Map.of(
                        "title", launch.listing("title").orElse(launch.app().title()),
                        "subtitle", launch.listing("subtitle").orElse(""),
                        "chapter", "试读一页",
                        "lesson", Html.resource(lesson),
                        "chapters", chapters.stream().map(Book::item).collect(Collectors.joining("\n"))));
    }

    /** The pilot app itself names no subject; its shelf opens at mathematics. */
    private static String subject(VerifiedLaunch launch) {
        return launch.listing("subject")
                .map(subject -> subject.startsWith("语文") ? "语文" : subject)
                .orElse(launch.listing("title").orElse("").equals(launch.app().title()) ? "数学" : "");
    }

    private static List<String> chapters(VerifiedLaunch launch) {
        List<String> wanted = List.of(
                launch.listing("edition").orElse("人教版"),
                subject(launch),
                launch.listing("grade").orElse("三年级"),
                launch.listing("volume").orElse("上册"));
        return Html.resource("chapters.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .filter(row -> row.length == 5 && fits(row, wanted))
                .map(row -> Arrays.asList(row[4].split(";")))
                .findFirst()
                .orElseThrow();
    }

    private static boolean fits(String[] row, List<String> wanted) {
        for (int column = 0; column < wanted.size(); column++) {
            if (!row[column].equals("*") && !row[column].equals(wanted.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static String item(String chapter) {
        return "<li>" + HtmlUtils.htmlEscape(chapter, "UTF-8") + "</li>";
    }
}
