package org.ziyuan.catalog.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Vocabulary;

/**
 * What each dimension is chosen by, as {@link Vocabulary#choice} has it; null where a vendor wrote something else. It is kept
 * beside the tokens: looked up in the vocabulary for each row, it was most of what a statement took.
 */
final class ShelfColumns {

    private final Map<Dimension, String> columns = new EnumMap<>(Dimension.class);
    private final Binds binds;

    ShelfColumns(Vocabulary vocabulary, Binds binds) {
        this.binds = binds;
        for (Dimension dimension : Dimension.values()) {
            columns.put(dimension, column(dimension, vocabulary));
        }
    }

    String of(Dimension dimension) {
        return columns.getOrDefault(dimension, "");
    }

    /** One of these values and no other. */
    String chosen(Dimension dimension, Set<String> values) {
        return of(dimension) + " = any(" + binds.of(List.copyOf(values)) + ")";
    }

    /** Its own value is the typed one; 小学 is also the beginning of 小学（五•四学制）. */
    String says(Dimension dimension, String value) {
        return dimension == Dimension.STAGE
                ? "coalesce(starts_with(%s, %s), false)".formatted(of(dimension), binds.of(value))
                : "coalesce(%s = %s, false)".formatted(of(dimension), binds.of(value));
    }

    /** Also what is for all stages. */
    String ofOwnStage(Set<String> own) {
        return "coalesce(" + chosen(Dimension.STAGE, own) + ", true)";
    }

    /** The same as {@link OwnShelf#work} has it. */
    String ofOwnEdition(Set<String> editions) {
        return "coalesce(%s || '|' || %s || '|' || %s = any(%s), false)"
                .formatted(
                        of(Dimension.STAGE),
                        of(Dimension.SUBJECT),
                        of(Dimension.EDITION),
                        binds.of(List.copyOf(editions)));
    }

    private String column(Dimension dimension, Vocabulary vocabulary) {
        return switch (dimension) {
            case EDITION -> known(dimension, vocabulary, "btrim(split_part(replace(edition, '(', '（'), '（', 1))");
            case VENDOR -> "vendor_id::text";
            case KIND -> dimension.key();
            default -> known(dimension, vocabulary, "btrim(" + dimension.key() + ")");
        };
    }

    private String known(Dimension dimension, Vocabulary vocabulary, String written) {
        Map<String, String> meant = vocabulary.values(dimension);
        String names = binds.of(List.copyOf(meant.keySet()));
        return "(case when unread then (%s)[array_position(%s, %s)] else choices[%d] end)"
                .formatted(binds.of(List.copyOf(meant.values())), names, written, dimension.ordinal() + 1);
    }
}
