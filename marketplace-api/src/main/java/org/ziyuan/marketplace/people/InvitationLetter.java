package org.ziyuan.marketplace.people;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.mail.Letter;
import org.ziyuan.marketplace.mail.LetterKind;
import org.ziyuan.marketplace.mail.MailSettings;
import org.ziyuan.marketplace.text.TypedCode;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Sends the link of an invitation. The code is drawn when the letter is sent, so it lies in no table and no message. A way to a
 * new password is sent only where it is known who reads the mail.
 */
@Component
class InvitationLetter implements LetterKind {

    static final String KIND = "invitation";

    private final Invitations invitations;
    private final MoneyTransactions transactions;
    private final MailSettings settings;

    InvitationLetter(Invitations invitations, MoneyTransactions transactions, MailSettings settings) {
        this.invitations = invitations;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Mono<Letter> write(UUID invitation, boolean verified) {
        String code = TypedCode.draw();
        return transactions.execute(Mono.defer(() -> invitations
                .locked(invitation)
                .filter(found -> found.stillOpen() && !found.expired() && (verified || found.leadsToRole()))
                .delayUntil(found -> invitations.code(invitation, SlipCode.hash(code)))
                .map(found -> letter(found, code))));
    }

    private Letter letter(Invitation found, String code) {
        String link = settings.link("/join?invitationCode=" + code);
        byte[] proof = SlipCode.hash(code);
        return found.leadsToRole()
                ? new Letter(
                        found.personId(),
                        "资源超市：邀请您加入 · You are invited to Ziyuan Market",
                        """
                        %1$s邀请您加入资源超市。请打开下面的链接，设一个只有自己知道的密码；链接只能用一次，请不要转发。

                        %1$s invites you to Ziyuan Market. Open the link and choose a password. It works once; do not forward it.

                        %2$s
                        """.formatted(found.organizationName(), link),
                        proof)
                : new Letter(
                        found.personId(),
                        "资源超市：重设密码 · Ziyuan Market: choose a new password",
                        """
                        %1$s让您重设密码。请打开下面的链接，三天内有效，只能用一次。如果您没有提出，请告诉%1$s。

                        %1$s lets you choose a new password. Open the link within three days; it works once. If you did not ask
                        for this, tell them.

                        %2$s
                        """.formatted(found.madeForName(), link),
                        proof);
    }
}
