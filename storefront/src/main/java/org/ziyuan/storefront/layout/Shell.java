package org.ziyuan.storefront.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.form.Flash;

/**
 * What the frame of a page shows, as the model attribute {@code shell}.
 *
 * @param visitor who is looking
 * @param navigation the links of the visitor's roles
 * @param query what stands in the search box
 * @param languageHref this page in the other language
 * @param demo true in the demo profile, which every header says
 * @param partial true when htmx asked for a part of the page
 * @param flash what the last click did, shown once
 */
record Shell(
        Visitor visitor,
        List<Navigation.Group> navigation,
        String query,
        String languageHref,
        boolean demo,
        boolean partial,
        @Nullable Flash flash) {

    /** Whether work can wait for this visitor at all. */
    public boolean hasInbox() {
        return navigation.stream()
                .flatMap(group -> group.links().stream())
                .anyMatch(link -> link.href().equals("/inbox"));
    }
}
