package org.ziyuan.marketplace.listing.file;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.listing.opening.OpeningLink;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.vocabulary.Facet;

/**
 * What one row of a file says of a listing.
 *
 * @param key the code however it is written
 * @param said the cells as they are kept, for the columns that the file has
 */
record WrittenListing(String key, Map<ListingColumn, String> said, FileRow<ListingColumn> row) {

    private static final Map<ListingColumn, Facet> FACETS = Map.of(
            ListingColumn.STAGE, Facet.STAGE,
            ListingColumn.SUBJECT, Facet.SUBJECT,
            ListingColumn.EDITION, Facet.EDITION,
            ListingColumn.GRADE, Facet.GRADE,
            ListingColumn.VOLUME, Facet.VOLUME);
    private static final String EXERCISES = "习题";
    private static final Pattern IN_BRACKETS = Pattern.compile("[（(][^（）()]*[）)]");
    private static final Pattern GRADE = Pattern.compile("[一二三四五六七八九]年级");

    /** Notes what is wrong with the row. Null where nobody can tell which listing it is about. */
    static @Nullable WrittenListing read(FileRow<ListingColumn> row) {
        String code = row.mustSay(ListingColumn.CODE)
                ? row.read(
                        ListingColumn.CODE,
                        text -> TextField.name("externalCode", 1, 60)
                                .read(Identifier.of(text).text()))
                : null;
        Map<ListingColumn, String> said = new EnumMap<>(ListingColumn.class);
        said.put(ListingColumn.TITLE, row.words(ListingColumn.TITLE, TextField.name("title", 2, 200)));
        text(row, said, ListingColumn.SUBTITLE, TextField.name("subtitle", 0, 200));
        text(row, said, ListingColumn.SUMMARY, TextField.words("summary", 0, 1000));
        text(row, said, ListingColumn.PUBLISHER, TextField.name("publisher", 0, 80));
        kind(row, said);
        FACETS.forEach((column, facet) -> facet(row, said, column, facet));
        put(row, said, ListingColumn.LINK, OpeningLink::read);
        if (!row.isBlank(ListingColumn.PRICE)) {
            put(row, said, ListingColumn.PRICE, WrittenListing::price);
        }
        titleAgrees(row, said);
        if (code == null) {
            return null;
        }
        said.put(ListingColumn.CODE, code);
        return new WrittenListing(new Identifier(code).key(), said, row);
    }

    /** What would stand there: what the row says, and what stands there now where the file has no such column. */
    Map<ListingColumn, String> beside(@Nullable Map<ListingColumn, String> there) {
        Map<ListingColumn, String> after = new EnumMap<>(ListingColumn.class);
        for (ListingColumn column : ListingColumn.values()) {
            after.put(column, there == null ? "" : there.getOrDefault(column, ""));
        }
        if (there == null) {
            after.put(ListingColumn.KIND, ListingKind.TEXTBOOK.words().get(0));
        }
        after.putAll(said);
        after.put(ListingColumn.CODE, there == null ? said.get(ListingColumn.CODE) : there.get(ListingColumn.CODE));
        return after;
    }

    private static void text(
            FileRow<ListingColumn> row, Map<ListingColumn, String> said, ListingColumn column, TextField field) {
        if (row.has(column)) {
            said.put(column, row.words(column, field));
        }
    }

    private static void kind(FileRow<ListingColumn> row, Map<ListingColumn, String> said) {
        ListingKind kind = row.choice(ListingColumn.KIND, ListingKind.values(), ListingKind::words);
        if (kind == null && isOfExercises(row)) {
            kind = ListingKind.RESOURCE;
        }
        if (kind != null) {
            said.put(ListingColumn.KIND, kind.words().get(0));
        }
    }

    /** Older catalogues say in place of a stage that something is exercises, which is what it is and not for whom. */
    private static boolean isOfExercises(FileRow<ListingColumn> row) {
        return row.text(ListingColumn.STAGE).strip().equals(EXERCISES);
    }

    private static void facet(
            FileRow<ListingColumn> row, Map<ListingColumn, String> said, ListingColumn column, Facet facet) {
        if (column == ListingColumn.STAGE && isOfExercises(row)) {
            said.put(column, "");
            return;
        }
        put(row, said, column, facet::read);
    }

    private static void put(
            FileRow<ListingColumn> row,
            Map<ListingColumn, String> said,
            ListingColumn column,
            Function<String, @Nullable String> reader) {
        if (row.has(column)) {
            String read = row.read(column, reader);
            said.put(column, read == null ? "" : read);
        }
    }

    private static String price(String written) {
        Money price = Money.ofYuan(Plain.text(written).replace(",", ""));
        if (!price.isPositive()) {
            throw Refusal.invalid("price-not-positive").with("amount", price);
        }
        return price.inYuan();
    }

    /** A title that names one grade is of that grade: 英语（三年级起点）五年级上册 is not for the third. */
    private static void titleAgrees(FileRow<ListingColumn> row, Map<ListingColumn, String> said) {
        String grade = said.getOrDefault(ListingColumn.GRADE, "");
        Set<String> named = new LinkedHashSet<>();
        Matcher found = GRADE.matcher(
                IN_BRACKETS.matcher(said.getOrDefault(ListingColumn.TITLE, "")).replaceAll(""));
        while (found.find()) {
            named.add(found.group());
        }
        if (!grade.isEmpty() && named.size() == 1 && !named.contains(grade)) {
            row.fault(
                    ListingColumn.GRADE,
                    Refusal.invalid("listing-title-disagrees")
                            .with("named", named.iterator().next())
                            .with("value", grade));
        }
    }
}
