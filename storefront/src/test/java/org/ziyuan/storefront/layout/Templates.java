package org.ziyuan.storefront.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The templates, styles and scripts of all modules as files, for tests that read them. */
final class Templates {

    private static final Pattern COMMENT = Pattern.compile("<!--/\\*.*?\\*/-->", Pattern.DOTALL);

    private Templates() {}

    static List<Path> html() {
        return files("resources/templates", ".html");
    }

    static List<Path> styles() {
        return files("resources/static/css", ".css");
    }

    static List<Path> scripts() {
        return files("resources/static/js", ".js");
    }

    static List<Path> words() {
        return files("resources/messages", ".properties");
    }

    static List<Path> sources() {
        return files("java", ".java");
    }

    /** The text of a file without what Thymeleaf's parser comments out. */
    static String text(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<String> matches(Pattern pattern, Path file) {
        return pattern.matcher(text(file)).results().map(MatchResult::group).map(found -> file + ": " + found);
    }

    private static List<Path> files(String folder, String suffix) {
        return Stream.of("marketplace-api", "procurement-workflow", "catalog-search", "vendor-portal", "storefront")
                .map(module -> Path.of("..", module, "src/main", folder))
                .filter(Files::isDirectory)
                .flatMap(folderOfModule -> walk(folderOfModule).stream())
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
