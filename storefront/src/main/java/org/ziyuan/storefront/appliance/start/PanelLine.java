package org.ziyuan.storefront.appliance.start;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A line that a feature adds, as a bean, to the panel printed at the start: what runs, or how to sign in.
 *
 * @param probe an address that {@code doctor} asks whether the thing answers, such as a sandbox's; null for none
 */
public record PanelLine(String label, String text, @Nullable URI probe) {}
