package org.ziyuan.marketplace.problem;

import io.r2dbc.postgresql.api.ErrorDetails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What each rule of the database means to the person who broke it: {@code constraints/*.txt} of every module. The edges
 * refuse all this before; a rule that an edge forgot is still answered with its field and a sentence.
 */
public final class Constraints {

    private static final String FILES = "classpath*:constraints/*.txt";
    /** The guard that asked, not {@code refuse_when}, through which guards speak. */
    private static final Pattern OUR_FUNCTION =
            Pattern.compile("PL/pgSQL function (?:\\w+\\.)?(?!refuse_when)(\\w+)\\(");

    private static final String UNREACHABLE = "-";
    private static final Constraints ALL = new Constraints(read());

    private final List<Entry> entries;

    private Constraints(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One line.
     *
     * @param refusal the code, or null for what no input reaches
     * @param because why none does
     */
    public record Entry(Pattern constraint, @Nullable String refusal, Map<String, Object> values, String because) {}

    public static Constraints all() {
        return ALL;
    }

    /** What {@code table.constraint} means, or null when no file says it. */
    public @Nullable Entry find(String constraint) {
        return entries.stream()
                .filter(entry -> entry.constraint().matcher(constraint).matches())
                .findFirst()
                .orElse(null);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** How the files name the rule that an error of the database is about; empty when it is about none. */
    public static String nameOf(ErrorDetails error) {
        String table = error.getTableName().orElse("");
        return error.getConstraintName()
                .map(name -> table + "." + name)
                .or(() -> error.getColumnName().map(column -> table + ".not-null"))
                .or(() -> error.getWhere().map(Constraints::raised))
                .orElse("");
    }

    private static String raised(String where) {
        Matcher function = OUR_FUNCTION.matcher(where);
        return function.find() ? "raise." + function.group(1) : "";
    }

    private static Entry entry(String line) {
        String[] words = line.strip().split("\\s+");
        Pattern constraint = Pattern.compile(Pattern.quote(words[0]).replace("*", "\\E.*\\Q"));
        List<String> rest = Arrays.asList(words).subList(2, words.length);
        if (words[1].equals(UNREACHABLE)) {
            return new Entry(constraint, null, Map.of(), String.join(" ", rest));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        rest.forEach(pair -> values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return new Entry(constraint, words[1], values, "");
    }

    /** What a module says of its own tables goes before what is said of all tables. */
    private static List<Entry> read() {
        List<Entry> named = new ArrayList<>();
        List<Entry> general = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                file.getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> (line.startsWith("*") ? general : named).add(entry(line)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        named.addAll(general);
        return List.copyOf(named);
    }
}
