package org.ziyuan.marketplace.access;

import static org.ziyuan.marketplace.row.Columns.id;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.form.KeptForm;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Mono;

/**
 * Keeps what was typed into a form whose session was over when it was sent. The session that follows holds it, on the
 * server, and its page shows it again to the person it belongs to. It is never carried out: that person looks at it and sends it.
 *
 * <p>Whose it is says the token in the form, of which only that person's pages knew; another site cannot send one, and
 * what somebody else than its owner signs in to is thrown away. One form for each session, at most as long as
 * {@link KeptForm} allows and for as long as a session rests; passwords and files are never kept.
 */
@Component
public class UnsentForms {

    /** The hidden field of every form: the page it stands on. */
    public static final String PAGE = "_page";

    /** A page of ours: nothing that leads to another site or that a redirect would read otherwise. */
    private static final Pattern OURS = Pattern.compile("/(?!/)[A-Za-z0-9._~%/?=&:@!$'()*+,;-]{0,500}");

    private static final WrittenLast.Insert OWNER = new WrittenLast.Insert(
            "insert into form_owner (token_hash, person_id, organization_id, expires_at)",
            "(:hash, :person, :organization, now() + make_interval(secs => :absolute))",
            "on conflict (token_hash) do update set organization_id = excluded.organization_id");

    private final DatabaseClient database;
    private final SessionSettings settings;

    UnsentForms(DatabaseClient database, SessionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Keeps the form of this request, if it is known whose it is.
     *
     * @param toSignIn what the person reads on the page where he signs in
     * @param back what he reads where his form stands again
     * @return the address to go to next; empty when there is nothing to keep, or when somebody else is signed in by now
     */
    public Mono<String> keep(ServerWebExchange exchange, String toSignIn, String back) {
        MediaType type = exchange.getRequest().getHeaders().getContentType();
        if (!MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)) {
            return Mono.empty();
        }
        return Mono.zip(exchange.getFormData(), exchange.getSession())
                .flatMap(both -> owner(both.getT1())
                        .mapNotNull(owner -> keep(both.getT1(), owner, both.getT2(), toSignIn, back)));
    }

    /** Whose forms carry this token from now on. */
    Mono<Void> belong(CsrfToken token, Actor actor) {
        return WrittenLast.row(
                database,
                OWNER,
                Map.of(
                        "hash", Sha256.of(token.getToken()),
                        "person", actor.person(),
                        "organization", actor.organizationId(),
                        "absolute", (double) settings.absolute().toSeconds()));
    }

    private @Nullable String keep(
            MultiValueMap<String, String> form, Owner owner, WebSession session, String toSignIn, String back) {
        String address = Objects.requireNonNullElse(form.getFirst(PAGE), "");
        UUID present = StoredSession.person(session);
        boolean another = present != null && !present.equals(owner.person());
        if (another || !OURS.matcher(address).matches()) {
            return null;
        }
        KeptForm kept = new KeptForm(address.replaceFirst("[?].*", ""), form.toSingleValueMap(), "", back);
        if (present != null) {
            Flash.neutral(back).keepIn(session);
            kept.keepIn(session);
            return address;
        }
        Flash.neutral(toSignIn).keepIn(session);
        kept.keepFor(owner.person(), owner.organization(), address, session);
        return "/sign-in";
    }

    private Mono<Owner> owner(MultiValueMap<String, String> form) {
        return Mono.justOrEmpty(unmasked(form.getFirst(CsrfTokens.FIELD)))
                .flatMap(token -> database.sql("""
                                select person_id, organization_id from form_owner
                                 where token_hash = :hash and expires_at > now()
                                """)
                        .bind("hash", Sha256.of(token))
                        .map(Owner::of)
                        .one());
    }

    /** The token as its session knew it: the form carries random bytes and the token masked with them. */
    private static @Nullable String unmasked(@Nullable String field) {
        if (field == null) {
            return null;
        }
        try {
            byte[] both = Base64.getUrlDecoder().decode(field);
            byte[] token = new byte[both.length / 2];
            for (int place = 0; place < token.length; place++) {
                token[place] = (byte) (both[place] ^ both[token.length + place]);
            }
            return new String(token, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private record Owner(UUID person, UUID organization) {

        static Owner of(Readable row) {
            return new Owner(id(row, "person_id"), id(row, "organization_id"));
        }
    }
}
