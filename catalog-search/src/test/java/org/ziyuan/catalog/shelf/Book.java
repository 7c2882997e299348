package org.ziyuan.catalog.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.ziyuan.marketplace.transaction.Ids;

/** A listing to put on a shelf. */
public record Book(
        String code,
        String kind,
        String title,
        String subtitle,
        String stage,
        String subject,
        String edition,
        String publisher,
        String grade,
        String volume) {

    public UUID id() {
        return Ids.derived("shelf", code);
    }

    /** An app, which no facet describes. */
    public static Book app(String code, String title, String subtitle) {
        return new Book(code, "app", title, subtitle, "", "", "", "", "", "");
    }

    public static Book textbook(String code, String title, String stage, String subject, String edition, String grade) {
        return new Book(code, "textbook", title, "", stage, subject, edition, "", grade, "上册");
    }

    /** The real titles and the pilot apps. */
    public static List<Book> all() {
        List<Book> books = new ArrayList<>();
        lines().skip(1).map(line -> line.split(",", -1)).map(Book::ofColumns).forEach(books::add);
        books.add(app("app1", "人教数字教材", "人教版数字教材阅读平台"));
        books.add(app("app2", "一起阅读", "儿童文学分级阅读与班级共读"));
        books.add(app("app3", "爱科学", "小学科学探究活动与虚拟实验"));
        books.add(app("app4", "人人通云教学平台", "备课、授课、作业与空间一体的云教学平台"));
        books.add(app("app5", "教学助手", "教师备课与课堂互动助手"));
        return books;
    }

    private static Book ofColumns(String[] column) {
        if (column.length != 8) {
            throw new IllegalStateException(String.join(",", column));
        }
        return new Book(
                column[0], "textbook", column[1], "", column[2], column[3], column[4], column[5], column[6], column[7]);
    }

    private static java.util.stream.Stream<String> lines() {
        try {
            return new ClassPathResource("textbooks.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
