package org.ziyuan.marketplace.listing.opening;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * The address that opens a resource. The reader's browser goes there, never this platform, so that what must be
 * refused is what could pass for another place or act on the page: other schemes, names and passwords, bare numbers.
 */
public final class OpeningLink {

    private static final int LONGEST = 500;
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

    private OpeningLink() {}

    /** The address as it is kept; null where nothing is written. Refuses with {@code link-unfit}. */
    public static @Nullable String read(@Nullable String written) {
        String link = TextField.name("link", 0, LONGEST).readOrNothing(written);
        if (link == null) {
            return null;
        }
        try {
            URI address = new URI(link);
            String host = address.getHost();
            if (!"https".equalsIgnoreCase(address.getScheme())
                    || host == null
                    || address.getRawUserInfo() != null
                    || !PUBLIC_NAME.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
                throw Refusal.invalid("link-unfit").with("field", "link");
            }
            String kept = address.toASCIIString();
            if (kept.length() > LONGEST) {
                throw Refusal.invalid("link-unfit").with("field", "link");
            }
            return kept;
        } catch (URISyntaxException none) {
            throw Refusal.invalid("link-unfit").with("field", "link");
        }
    }
}
