package org.ziyuan.marketplace.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which server takes our mail; without one there is no mail.
 *
 * @param host of the SMTP server
 * @param security how the way to it is protected
 * @param user of an account there, null where none is asked for
 * @param sender the address letters come from
 * @param site the address of this platform, to which the links in letters lead
 * @param patience how long the server may take for each answer
 */
@ConfigurationProperties("ziyuan.mail")
public record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("465") int port,
        @DefaultValue("TLS") Security security,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("") String sender,
        @DefaultValue("") String site,
        @DefaultValue("10s") Duration patience) {

    /** TLS from the first byte, TLS that must be agreed on first, or none, for a server on the same machine. */
    public enum Security {
        TLS,
        STARTTLS,
        NONE
    }

    /** Whether there is mail at all. */
    public boolean on() {
        return !host.isBlank() && !sender.isBlank() && !site.isBlank();
    }

    /** The address of one of our pages, whose path begins with a slash. */
    public String link(String path) {
        return site.replaceFirst("/+$", "") + path;
    }
}
