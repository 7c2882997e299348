package org.ziyuan.marketplace.signon.provider;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Which of a provider's claims say the name, the organization and the role of somebody who comes for the first time.
 *
 * @param roles a line for each word of the provider: {@code teacher=TEACHER}
 */
public record ClaimMapping(String nameClaim, String organizationClaim, String roleClaim, String roles) {

    /** Roles with money or power are given by people, never by a claim. */
    private static final Set<Role> GRANTED = EnumSet.of(Role.TEACHER, Role.PUPIL, Role.PARENT, Role.PURCHASER);

    /**
     * Somebody who comes for the first time, as the claims describe him.
     *
     * @param organizationCode the code of his organization, as the provider writes it
     */
    public record Newcomer(String name, String organizationCode, Role role) {}

    /** @throws Refusal {@code mapping-malformed} or {@code mapping-role-too-strong}, with the line */
    public ClaimMapping {
        var unused = parsed(roles);
    }

    /** Who comes, as these claims say. @throws Refusal {@code claim-missing} or {@code claim-role-unmapped} */
    public Newcomer apply(Map<String, Object> claims) {
        Map<String, Role> known = parsed(roles);
        List<String> words = values(claims, roleClaim);
        Role role = words.stream()
                .filter(known::containsKey)
                .findFirst()
                .map(known::get)
                .orElseThrow(() -> words.isEmpty()
                        ? missing(roleClaim)
                        : Refusal.forbidden("claim-role-unmapped").with("role", words.get(0)));
        return new Newcomer(first(claims, nameClaim), first(claims, organizationClaim), role);
    }

    private static String first(Map<String, Object> claims, String name) {
        return values(claims, name).stream().findFirst().orElseThrow(() -> missing(name));
    }

    /** A name with dots leads into nested claims; a claim may hold one value or several. */
    private static List<String> values(Map<String, Object> claims, String name) {
        Object found = claims.containsKey(name) ? claims.get(name) : nested(claims, name);
        if (found instanceof Collection<?> several) {
            return several.stream()
                    .map(one -> String.valueOf(one).strip())
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
        return found == null || String.valueOf(found).isBlank()
                ? List.of()
                : List.of(String.valueOf(found).strip());
    }

    private static @Nullable Object nested(Map<String, Object> claims, String name) {
        Object found = claims;
        for (String part : name.split("[.]", -1)) {
            found = found instanceof Map<?, ?> inner ? inner.get(part) : null;
        }
        return found;
    }

    private static Map<String, Role> parsed(String lines) {
        Map<String, Role> roles = new LinkedHashMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] pair = line.split("=", 2);
            Role role = pair.length < 2 || pair[0].isBlank() ? null : role(pair[1].strip());
            if (role == null) {
                throw Refusal.invalid("mapping-malformed").with("line", line);
            }
            if (!GRANTED.contains(role)) {
                throw Refusal.invalid("mapping-role-too-strong").with("line", line);
            }
            roles.put(pair[0].strip(), role);
        });
        return roles;
    }

    private static @Nullable Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Refusal missing(String claim) {
        return Refusal.forbidden("claim-missing").with("claim", claim);
    }
}
