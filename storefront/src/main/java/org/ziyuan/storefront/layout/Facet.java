package org.ziyuan.storefront.layout;

import java.util.List;

/**
 * One dimension by which results are narrowed.
 *
 * @param name the request parameter, such as {@code subject}; its title is the message {@code facet.<name>}
 * @param choices what can be chosen, most frequent first
 */
public record Facet(String name, List<Choice> choices) {

    public Facet {
        choices = List.copyOf(choices);
    }

    /** One value: its words, how many results it would leave, and the address that switches it on or off. */
    public record Choice(String label, long count, boolean chosen, String href) {}
}
