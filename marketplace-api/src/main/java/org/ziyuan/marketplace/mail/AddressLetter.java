package org.ziyuan.marketplace.mail;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.text.TypedCode;
import reactor.core.publisher.Mono;

/** Asks at an address whether it is the person's. */
@Component
class AddressLetter implements LetterKind {

    static final String KIND = "address";

    private final DatabaseClient database;
    private final MailSettings settings;

    AddressLetter(DatabaseClient database, MailSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Mono<Letter> write(UUID person, boolean verified) {
        String code = TypedCode.draw();
        return database.sql("""
                        update mail_address set code_hash = :hash, code_until = now() + interval '3 days'
                         where person_id = :person and verified_at is null
                        """)
                .bind("hash", OwnMail.hash(code))
                .bind("person", person)
                .fetch()
                .rowsUpdated()
                .filter(changed -> changed == 1)
                .map(changed -> new Letter(
                        person,
                        "资源超市：请确认邮箱 · Ziyuan Market: confirm your address",
                        """
                        有人在资源超市填写了这个邮箱。如果是您，请登录后打开下面的链接确认；三天内有效。如果不是，不用理会。

                        Somebody entered this address at Ziyuan Market. If it was you, sign in and open this link within three days.
                        If not, ignore this letter.

                        %s
                        """.formatted(settings.link("/account/mail?code=" + code)),
                        null));
    }
}
