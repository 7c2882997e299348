package org.ziyuan.marketplace.roster.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/** The rows of one collection, gathered page by page; what contradicts itself has changed while it was read. */
final class Collected {

    private static final Set<String> PARENTS = Set.of("parent", "guardian", "relative");

    private final Part part;
    private final int most;
    private final Set<String> ids = new HashSet<>();
    private final List<Map<String, String>> rows = new ArrayList<>();
    private @Nullable Integer total;
    private String newest = "";
    private boolean whole;

    Collected(Part part, int most) {
        this.part = part;
        this.most = most;
    }

    /** It was another at the end than at the beginning. */
    static final class Changed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Changed() {
            super("changed while it was read", null, false, false);
        }
    }

    Part part() {
        return part;
    }

    List<Map<String, String>> rows() {
        return rows;
    }

    int count() {
        return ids.size();
    }

    boolean isWhole() {
        return whole;
    }

    /** Takes a page. @throws Refusal {@code roster-service-malformed}, {@code intake-too-many-rows} */
    Collected take(Answer answer, int asked) {
        List<Item> page = items(answer);
        if (!rows.isEmpty() && !Objects.equals(total, answer.total())) {
            throw new Changed();
        }
        total = answer.total();
        if (ids.size() + page.size() > most || total != null && total > most) {
            throw Refusal.invalid("intake-too-many-rows").with("most", most);
        }
        for (Item item : page) {
            if (!ids.add(item.id())) {
                throw new Changed();
            }
            newest = later(newest, item);
            rows.add(item.row(part.columns()));
        }
        whole = total == null ? page.size() < asked : ids.size() >= total || page.isEmpty();
        if (whole && total != null && ids.size() != total) {
            throw new Changed();
        }
        return this;
    }

    /** Takes one whom a child names, unless he is none of the child's parents. @throws Refusal {@code roster-service-malformed} */
    void takeParent(Answer answer) {
        Object one = answer.body().get(part.word());
        if (!Item.isOne(one)) {
            throw malformed();
        }
        Item item = Item.of(Objects.requireNonNull(one));
        if (item.isAnyOf(PARENTS) && ids.add(item.id())) {
            Map<String, String> row = item.row(part.columns());
            row.put("role", "parent");
            rows.add(row);
        }
    }

    /** Looks once more, at the row that was changed last. */
    void unchanged(Answer again) {
        String last = items(again).stream().reduce("", Collected::later, (one, other) -> other);
        if (!Objects.equals(total, again.total()) || last.compareTo(newest) > 0) {
            throw new Changed();
        }
    }

    private List<Item> items(Answer answer) {
        if (answer.body().get(part.word()) instanceof Collection<?> found
                && found.stream().allMatch(Item::isOne)) {
            return found.stream().map(Item::of).toList();
        }
        throw malformed();
    }

    private Refusal malformed() {
        return Refusal.of(Refusal.Kind.UNAVAILABLE, "roster-service-malformed").with("part", part.word());
    }

    private static String later(String newest, Item item) {
        String changed = item.changed();
        return changed.compareTo(newest) > 0 ? changed : newest;
    }
}
