package org.ziyuan.marketplace.mail;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.mail.MailAddresses.Address;
import org.ziyuan.marketplace.outbox.OutboxConsumer;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import reactor.core.publisher.Mono;

/**
 * Sends what is wanted, each letter once as far as a mail server lets one know. It is written down when the server has
 * taken it. What the server refuses for good is not tried again; for everything else the outbox comes again, later each time.
 */
@Component
class SendLetters implements OutboxConsumer {

    private final ObjectProvider<LetterKind> kinds;
    private final MailAddresses addresses;
    private final SentLetters sent;
    private final Smtp smtp;
    private final MailSettings settings;

    SendLetters(
            ObjectProvider<LetterKind> kinds,
            MailAddresses addresses,
            SentLetters sent,
            Smtp smtp,
            MailSettings settings) {
        this.kinds = kinds;
        this.addresses = addresses;
        this.sent = sent;
        this.smtp = smtp;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Mono<Void> deliver(OutboxMessage message) {
        UUID person = id(message, "person");
        String kind = String.valueOf(message.payload().get("kind"));
        return Mono.just(settings.on())
                .filter(on -> on)
                .filterWhen(on -> sent.may(message.id(), person, kind))
                .flatMap(on -> addresses.of(person))
                .flatMap(address -> Mono.justOrEmpty(known().get(kind))
                        .flatMap(known -> known.write(id(message, "about"), address.isVerified()))
                        .flatMap(letter -> send(message.id(), kind, letter, address)));
    }

    private Mono<Void> send(UUID id, String kind, Letter letter, Address address) {
        return smtp.send(address.address(), letter.subject(), letter.text())
                .flatMap(taken -> taken
                        ? sent.write(id, kind, letter, address, "SENT")
                        : addresses
                                .refused(letter.person())
                                .then(Mono.defer(() -> sent.write(id, kind, letter, address, "REFUSED"))));
    }

    private Map<String, LetterKind> known() {
        List<LetterKind> all = kinds.orderedStream().toList();
        return all.stream().collect(Collectors.toMap(LetterKind::name, Function.identity()));
    }

    private static UUID id(OutboxMessage message, String name) {
        return UUID.fromString(String.valueOf(message.payload().get(name)));
    }
}
