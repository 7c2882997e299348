package org.ziyuan.storefront.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.kept.IntakeKind;

/**
 * A column as the form of own headings offers it.
 *
 * @param column its English name
 * @param label its name in the reader's language
 * @param heading how the reader's organization heads it; empty where as everybody does
 */
record OwnHeading(String column, String label, String heading) {

    static List<OwnHeading> of(IntakeKind<?, ?> kind, Map<String, String> own, Locale locale) {
        boolean english = Columns.isEnglish(locale);
        return kind.columns().all().stream()
                .map(Heading.class::cast)
                .map(column -> new OwnHeading(
                        column.english(),
                        english ? column.english() : column.chinese(),
                        own.getOrDefault(column.english(), "")))
                .toList();
    }
}
