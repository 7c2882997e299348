package org.ziyuan.marketplace.intake;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * The columns of one kind of file, declared as the constants of an enum, and which of them it cannot be without.
 *
 * @param ofPeople whether its rows are about people whom nobody else may know: no refusal quotes them, and they are kept sealed
 * @param family what the codes of its refusals begin with: {@code intake}, unless a kind had codes of its own before
 * @param own what else heads a column in the files of whoever brings one in
 */
public record Columns<C extends Enum<C> & Heading>(
        Class<C> type, Set<C> required, String family, boolean ofPeople, Map<String, C> own) {

    private static final Pattern AROUND =
            Pattern.compile("^[0-9]{1,2}[.、]|\\([^)]*\\)|\\[[^]]*]|【[^】]*】|〔[^〕]*〕|[*★☆※▲:]|必填");

    private static final ClassValue<List<?>> ALL = new ClassValue<>() {
        @Override
        protected List<?> computeValue(Class<?> type) {
            return List.of(Objects.requireNonNull(type.getEnumConstants()));
        }
    };

    /** What heads each column of a type in every file. */
    private static final ClassValue<Map<String, Heading>> WORDS = new ClassValue<>() {
        @Override
        protected Map<String, Heading> computeValue(Class<?> type) {
            Map<String, Heading> words = new HashMap<>();
            for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
                Heading column = (Heading) constant;
                words.putIfAbsent(column.chinese().toLowerCase(Locale.ROOT), column);
                words.putIfAbsent(column.english().toLowerCase(Locale.ROOT), column);
                column.alsoCalled().forEach(word -> words.putIfAbsent(word.toLowerCase(Locale.ROOT), column));
            }
            return words;
        }
    };

    public Columns {
        required = Set.copyOf(required);
        own = Map.copyOf(own);
    }

    @SafeVarargs
    public static <C extends Enum<C> & Heading> Columns<C> of(Class<C> type, C... required) {
        return new Columns<>(type, EnumSet.copyOf(List.of(required)), "intake", false, Map.of());
    }

    /** The same, whose refusals have codes that begin otherwise. */
    public Columns<C> refusing(String itsFamily) {
        return new Columns<>(type, required, itsFamily, ofPeople, own);
    }

    /** Says that the rows are about people, so that they are kept sealed. */
    public Columns<C> aboutPeople() {
        return new Columns<>(type, required, family, true, own);
    }

    /** The same columns with the headings of one organization, by the English names of the columns. */
    public Columns<C> also(Map<String, String> headings) {
        Map<String, C> named = new HashMap<>();
        all().forEach(column -> {
            String heading = headings.get(column.english());
            if (heading != null) {
                named.put(bare(heading), column);
            }
        });
        return new Columns<>(type, required, family, ofPeople, named);
    }

    @SuppressWarnings("unchecked") // computed from this very type
    public List<C> all() {
        return (List<C>) ALL.get(type);
    }

    /** The column that a heading names, whatever stands around the name: stars, numbers, units, ends of lines. */
    public Optional<C> headed(String heading) {
        String word = bare(heading);
        C known = own.get(word);
        return known != null
                ? Optional.of(known)
                : Optional.ofNullable(WORDS.get(type).get(word.toLowerCase(Locale.ROOT)))
                        .map(type::cast);
    }

    private static String bare(String heading) {
        return AROUND.matcher(Plain.text(heading)).replaceAll("");
    }

    /** The headings as a file in this language has them. */
    public List<String> headings(Locale locale) {
        return all().stream().map(column -> heading(column, locale)).toList();
    }

    static String heading(Heading column, Locale locale) {
        return isEnglish(locale) ? column.english() : column.chinese();
    }

    public static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
    }

    /** The first column a file must have that is not among these. */
    Optional<C> missingFrom(Map<Integer, C> found) {
        return all().stream()
                .filter(required::contains)
                .filter(column -> !found.containsValue(column))
                .findFirst();
    }

    Refusal refusal(Misfit misfit) {
        Refusal.Kind kind = misfit == Misfit.FILE_TOO_LARGE ? Refusal.Kind.TOO_LARGE : Refusal.Kind.INVALID;
        return Refusal.of(kind, family + "-" + misfit.word());
    }

    Refusal refusal(Misfit misfit, C column) {
        return refusal(misfit).with("column", column.chinese());
    }

    /** Cells in the order of the columns; null where there is none. */
    public List<@Nullable String> cells(Map<C, String> texts) {
        List<@Nullable String> cells = new ArrayList<>();
        all().forEach(column -> cells.add(texts.get(column)));
        return cells;
    }
}
