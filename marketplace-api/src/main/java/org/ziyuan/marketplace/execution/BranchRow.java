package org.ziyuan.marketplace.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the tree: an organization with all that lies under it, or a budget line of the organization itself.
 *
 * @param id the organization or line; null for a place in the tree that has no organization
 * @param kind bureau, school, … or line
 * @param place its place among its neighbours: the next page starts after it
 */
public record BranchRow(@Nullable UUID id, String kind, String name, String place, Execution execution) {

    public boolean isLine() {
        return kind.equals("line");
    }
}
