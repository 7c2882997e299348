package org.ziyuan.marketplace.listing.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import reactor.core.publisher.Flux;

/** A vendor's listings as they are to become, as a file that comes in again and changes nothing. */
@Component
public class CatalogueSheet {

    private final StandingListings standing;

    CatalogueSheet(StandingListings standing) {
        this.standing = standing;
    }

    /**
     * The file, written while its rows are read.
     *
     * @param name what it is called
     */
    public ResponseEntity<Flux<DataBuffer>> of(Actor vendor, SheetFormat format, String name, Locale locale) {
        return format.answer(new Sheet(
                name, ListingColumn.ALL.headings(locale), standing.of(vendor).map(CatalogueSheet::row)));
    }

    private static List<@Nullable Object> row(StandingListing listing) {
        List<@Nullable Object> cells = new ArrayList<>();
        ListingColumn.ALL.cells(listing.cells()).forEach(cell -> cells.add(cell == null ? null : Sheet.word(cell)));
        return cells;
    }
}
