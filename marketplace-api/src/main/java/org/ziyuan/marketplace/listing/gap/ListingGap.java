package org.ziyuan.marketplace.listing.gap;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ziyuan.marketplace.listing.VendorListings.Draft;

/** A thing that a listing still lacks before it can be bought, found and opened. */
public enum ListingGap {
    STAGE,
    SUBJECT,
    EDITION,
    SUMMARY,
    PRICE,
    LINK;

    private static final Set<String> WITH_A_SUMMARY = Set.of("app", "course", "service");

    /** Whether it is mended on the page of offers. */
    public boolean isPrice() {
        return this == PRICE;
    }

    /** Whether it is mended on the page of ways to open. */
    public boolean isOpening() {
        return this == LINK;
    }

    /** The field of the form that mends it. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * All that lack, in the order of the form.
     *
     * @param priced whether an offer stands beside it
     * @param opened whether something else than a link opens it, or a service says its steps
     */
    static List<ListingGap> of(Draft draft, boolean priced, boolean opened) {
        return List.of(values()).stream()
                .filter(gap -> switch (gap) {
                    case STAGE ->
                        draft.kind().equals("textbook") && draft.stage().isEmpty();
                    case SUBJECT ->
                        (draft.kind().equals("textbook") || draft.kind().equals("course"))
                                && draft.subject().isEmpty();
                    // Universities have no editions of one book to choose among.
                    case EDITION ->
                        draft.kind().equals("textbook")
                                && !draft.stage().equals("大学")
                                && draft.edition().isEmpty();
                    // A textbook is described by what it is for.
                    case SUMMARY ->
                        WITH_A_SUMMARY.contains(draft.kind()) && draft.summary().isEmpty();
                    case PRICE -> !priced;
                    case LINK -> opensNowhere(draft) && !waitsForItsTool(draft) && !opened;
                })
                .toList();
    }

    private static boolean opensNowhere(Draft draft) {
        return draft.link().isEmpty();
    }

    /** Whether something must stand for it by the time it is published. */
    static boolean needsAnOpener(Draft draft) {
        return opensNowhere(draft) && (isApp(draft) || draft.opening() != null);
    }

    /** Whether it may be handed over so, because the operator places its tool at the review. */
    private static boolean waitsForItsTool(Draft draft) {
        return isApp(draft) && draft.opening() == null;
    }

    private static boolean isApp(Draft draft) {
        return draft.kind().equals("app");
    }
}
