package org.ziyuan.marketplace.listing.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.Comparison;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeKind;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** A vendor's catalogue by file. Every row becomes a draft or a revision; none is for sale before it was reviewed. */
@Component
class ListingFile implements IntakeKind<ListingColumn, WrittenListing> {

    private final StandingListings standing;
    private final WriteListings writing;

    ListingFile(StandingListings standing, WriteListings writing) {
        this.standing = standing;
        this.writing = writing;
    }

    @Override
    public String name() {
        return "listings";
    }

    @Override
    public Columns<ListingColumn> columns() {
        return ListingColumn.ALL;
    }

    @Override
    public Role[] writers() {
        return new Role[] {Role.VENDOR_MANAGER};
    }

    @Override
    public boolean skipsFaulty() {
        return true;
    }

    @Override
    public @Nullable WrittenListing read(FileRow<ListingColumn> row) {
        return WrittenListing.read(row);
    }

    @Override
    public Mono<Void> lock(Actor actor) {
        return standing.lock(actor);
    }

    @Override
    public Mono<Comparison<ListingColumn, WrittenListing>> compare(
            List<Read<ListingColumn, WrittenListing>> read, Actor actor) {
        return byKey(actor).map(there -> {
            Map<String, Integer> seen = new HashMap<>();
            List<Compared<ListingColumn, WrittenListing>> compared = new ArrayList<>();
            for (Read<ListingColumn, WrittenListing> row : read) {
                StandingListing known = there.get(row.row().key());
                Compared<ListingColumn, WrittenListing> one = new Compared<>(
                        row,
                        known == null ? null : known.cells(),
                        row.row().beside(known == null ? null : known.cells()));
                judge(one, known, seen);
                compared.add(one);
            }
            List<Map<ListingColumn, String>> unmentioned = there.entrySet().stream()
                    .filter(known -> !seen.containsKey(known.getKey()))
                    .map(known -> known.getValue().cells())
                    .toList();
            return new Comparison<>(compared, unmentioned);
        });
    }

    private static void judge(
            Compared<ListingColumn, WrittenListing> one, @Nullable StandingListing known, Map<String, Integer> seen) {
        FileRow<ListingColumn> row = one.read().written();
        String code = row.text(ListingColumn.CODE).strip();
        Integer first = seen.putIfAbsent(one.read().row().key(), row.number());
        if (first != null) {
            row.fault(
                    ListingColumn.CODE,
                    Refusal.invalid("listing-row-repeated").with("code", code).with("first", first));
        }
        Map<ListingColumn, String> before = one.before();
        if (known == null || before == null || before.equals(one.after())) {
            return;
        }
        if (!known.writable()) {
            row.fault(
                    ListingColumn.CODE, Refusal.conflict("listing-not-editable").with("key", code));
        }
        if (!Objects.equals(before.get(ListingColumn.KIND), one.after().get(ListingColumn.KIND))) {
            row.fault(ListingColumn.KIND, Refusal.invalid("listing-kind-stays").with("field", "kind"));
        }
    }

    private Mono<Map<String, StandingListing>> byKey(Actor actor) {
        return standing.of(actor).collectMap(StandingListing::key, known -> known);
    }

    @Override
    public Mono<Void> write(
            List<Compared<ListingColumn, WrittenListing>> rows,
            Intake intake,
            Actor actor,
            IntakeKind.Progress progress) {
        return byKey(actor).flatMap(there -> writing.write(rows, there, actor, progress));
    }
}
