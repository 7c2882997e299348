package org.ziyuan.marketplace.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.ziyuan.marketplace.refusal.Refusal;

/** Which passwords are accepted: twelve characters and more, none of the common ones. */
final class PasswordRules {

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /** @throws Refusal {@code password-too-short}, {@code password-too-long}, {@code password-too-common} */
    static String acceptable(String password, String login) {
        String normal = normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST) {
            throw Refusal.invalid("password-too-short").with("shortest", SHORTEST);
        }
        if (length > LONGEST) {
            throw Refusal.invalid("password-too-long").with("longest", LONGEST);
        }
        if (isCommon(normal.toLowerCase(Locale.ROOT), login)) {
            throw Refusal.invalid("password-too-common");
        }
        return normal;
    }

    /** On the list, or hardly more than its own beginning again and again, or the login with an ornament. */
    private static boolean isCommon(String password, String login) {
        String core = password.replaceAll("[^\\p{L}\\p{N}]", "");
        boolean onList = COMMON.contains(password) || COMMON.contains(core);
        boolean fewCharacters = password.codePoints().distinct().count() < 5;
        return onList || fewCharacters || core.equals(login) || core.startsWith(login + login);
    }

    /** The same password typed on another keyboard is the same password. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static Set<String> common() {
        try {
            return new ClassPathResource("common-passwords.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
