package org.ziyuan.marketplace.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Hands letters to the SMTP server, on threads of its own and with a limit to every wait. */
@Component
class Smtp implements DisposableBean {

    private static final int AT_ONCE = 4;
    private static final int WAITING = 100;

    private final MailSettings settings;
    private final Clock clock;
    private final Scheduler threads = Schedulers.newBoundedElastic(AT_ONCE, WAITING, "smtp");

    Smtp(MailSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** True when the server took it, false when it refused the address for good; everything else is an error. */
    Mono<Boolean> send(String address, String subject, String text) {
        return Mono.fromCallable(() -> sendNow(address, subject, text)).subscribeOn(threads);
    }

    private boolean sendNow(String address, String subject, String text) throws MessagingException {
        Session session = Session.getInstance(properties());
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.sender(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(clock.instant()));
        try {
            Transport.send(message, settings.user(), settings.password());
            return true;
        } catch (SendFailedException refused) {
            if (refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0) {
                return false;
            }
            // What the server said may quote the address, and what failed is written into a table.
            throw new MessagingException("the mail server did not take the letter");
        }
    }

    private Properties properties() {
        String scheme = settings.security() == MailSettings.Security.TLS ? "smtps" : "smtp";
        String patience = String.valueOf(settings.patience().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol.rfc822", scheme);
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail." + scheme + "." + wait, patience);
        }
        properties.setProperty("mail." + scheme + ".host", settings.host());
        properties.setProperty("mail." + scheme + ".port", String.valueOf(settings.port()));
        properties.setProperty("mail." + scheme + ".auth", String.valueOf(settings.user() != null));
        properties.setProperty("mail." + scheme + ".ssl.checkserveridentity", "true");
        boolean agreed = settings.security() == MailSettings.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(agreed));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(agreed));
        return properties;
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
