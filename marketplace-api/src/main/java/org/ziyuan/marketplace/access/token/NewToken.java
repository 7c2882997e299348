package org.ziyuan.marketplace.access.token;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.BeijingTime;

/**
 * A token that somebody wants.
 *
 * @param goodUntil its last day in Beijing, a year from today at most
 */
public record NewToken(String name, List<String> scopes, LocalDate goodUntil) {

    private static final TextField NAME = TextField.name("name", 2, 60);

    public NewToken {
        scopes = List.copyOf(scopes);
    }

    /** As it will be kept. */
    record Read(String name, Set<TokenScope> scopes, LocalDate goodUntil) {}

    /** @throws Refusal {@code text-length}; {@code token-without-scope}; {@code token-good-until} */
    Read read() {
        LocalDate today = LocalDate.now(BeijingTime.ZONE);
        if (goodUntil.isBefore(today) || goodUntil.isAfter(today.plusYears(1))) {
            throw Refusal.invalid("token-good-until").with("field", "goodUntil");
        }
        return new Read(NAME.read(name), TokenScope.read(scopes), goodUntil);
    }
}
