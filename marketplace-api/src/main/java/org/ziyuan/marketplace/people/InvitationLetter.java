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

    private static final String OFFERED = """
            %1$s让您重设密码。请打开下面的链接，三天内有效，只能用一次。如果您没有提出，请告诉%1$s。

            %1$s lets you choose a new password. Open the link within three days; it works once. If you did not ask
            for this, tell them.
            """;
    private static final String ASKED = """
            有人在登录页为您的账号申请重设密码。如果是您，请打开下面的链接，三十分钟内有效，只能用一次。如果不是，不用理会，
            密码没有变。

            Somebody asked at the sign-in page for a new password for your account. If it was you, open the link within
            thirty minutes; it works once. If not, ignore this letter: your password is as it was.
            """;

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
        if (found.leadsToRole()) {
            return new Letter(
                    found.personId(),
                    "资源超市：邀请您加入 · You are invited to Ziyuan Market",
                    """
                    %1$s邀请您加入资源超市。请打开下面的链接，设一个只有自己知道的密码；链接只能用一次，请不要转发。

                    %1$s invites you to Ziyuan Market. Open the link and choose a password. It works once; do not forward it.

                    %2$s
                    """.formatted(found.organizationName(), link),
                    proof);
        }
        String why = found.byOneself() ? ASKED : OFFERED.formatted(found.madeForName());
        return new Letter(
                found.personId(), "资源超市：重设密码 · Ziyuan Market: choose a new password", why + "\n" + link + "\n", proof);
    }

    /** Sends the way to a new password that a person asked for himself. This kind cannot be switched off. */
    @Component
    static class OfOneself implements LetterKind {

        static final String KIND = "password";

        private final InvitationLetter letters;

        OfOneself(InvitationLetter letters) {
            this.letters = letters;
        }

        @Override
        public String name() {
            return KIND;
        }

        @Override
        public Mono<Letter> write(UUID asked, boolean verified) {
            return letters.write(asked, verified);
        }
    }
}
