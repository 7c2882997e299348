package org.ziyuan.marketplace.access.setup;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.RoleGrants;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * The first person of an empty installation. There is no default password: whoever holds the one-time token that the
 * start printed makes the operator's account and chooses its password. The database knows the token's hash only.
 */
@Component
public class FirstOperator {

    private static final UUID ORGANIZATION = Ids.derived("organization", "operator");
    private static final String PATH = "operator";

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Accounts accounts;
    private final RoleGrants grants;
    private final AuditLog audit;

    FirstOperator(
            DatabaseClient database,
            MoneyTransactions transactions,
            Accounts accounts,
            RoleGrants grants,
            AuditLog audit) {
        this.database = database;
        this.transactions = transactions;
        this.accounts = accounts;
        this.grants = grants;
        this.audit = audit;
    }

    /** True while there is no operator. */
    public Mono<Boolean> isMissing() {
        return database.sql("select not exists (select from role_assignment where role = 'OPERATOR')")
                .mapValue(Boolean.class)
                .one();
    }

    /** Makes this token the one; false when another one was made before, by this or another node. */
    public Mono<Boolean> offer(String token) {
        return database.sql("insert into setup_token (token_hash) values (:hash) on conflict do nothing")
                .bind("hash", Sha256.of(token.strip()))
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted > 0);
    }

    /** True when this is the token that was made. */
    public Mono<Boolean> isOffered(String token) {
        return database.sql("select exists (select from setup_token where token_hash = :hash)")
                .bind("hash", Sha256.of(token.strip()))
                .mapValue(Boolean.class)
                .one();
    }

    /**
     * Makes the first operator; the token is used up by it.
     *
     * <p>Refuses with {@code setup-token-wrong}, {@code login-malformed}, {@code login-taken}, {@code name-required} or
     * what {@link Accounts#hash} refuses with.
     */
    public Mono<Void> make(String token, String login, String name, String password) {
        return Mono.fromSupplier(() -> Accounts.login(login)).flatMap(meant -> made(token, meant, name, password));
    }

    private Mono<Void> made(String token, String login, String name, String password) {
        // The token first: who does not hold it learns nothing about logins and costs no hashing.
        return isOffered(token)
                .filter(right -> right)
                .switchIfEmpty(Mono.error(FirstOperator::wrongToken))
                .then(Mono.fromCallable(() -> Accounts.name(name)))
                .flatMap(known -> accounts.hash(password, login)
                        .flatMap(hash -> transactions.execute(
                                use(token).then(Mono.defer(() -> add(token, login, known, hash))))));
    }

    private Mono<Void> use(String token) {
        return database.sql("""
                        delete from setup_token where token_hash = :hash
                           and not exists (select from role_assignment where role = 'OPERATOR')
                        """)
                .bind("hash", Sha256.of(token.strip()))
                .fetch()
                .rowsUpdated()
                .flatMap(used -> used > 0 ? Mono.empty() : Mono.error(wrongToken()));
    }

    private Mono<Void> add(String token, String login, String name, String passwordHash) {
        UUID person = Ids.next();
        Actor operator = new Actor(person, name, ORGANIZATION, PATH, Set.of(Role.OPERATOR));
        return database.sql("""
                        insert into organization (id, kind, code, name, path)
                        values (:id, 'operator', :path, '平台运营', :path) on conflict do nothing
                        """)
                .bind("id", ORGANIZATION)
                .bind("path", PATH)
                .then()
                .then(Mono.defer(() -> accounts.make(person, login, name, passwordHash)))
                .then(Mono.defer(() -> grants.root(Ids.next(), person, ORGANIZATION, Sha256.hex(token.strip()))))
                .then(Mono.defer(() -> audit.record(operator, "operator.made", "person", person, Map.of())));
    }

    private static Refusal wrongToken() {
        return Refusal.forbidden("setup-token-wrong");
    }
}
