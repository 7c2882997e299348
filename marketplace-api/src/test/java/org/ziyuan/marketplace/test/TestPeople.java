package org.ziyuan.marketplace.test;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.ActorAuthentication;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.transaction.Ids;

/** Real people in real organizations for tests, under fresh ids, so that tests share a database and not each other. */
public final class TestPeople {

    private final DatabaseClient database;

    public TestPeople(DatabaseClient database) {
        this.database = database;
    }

    /** Somebody with these roles in a school of his own. */
    public Actor atNewSchool(Role... roles) {
        String code = code();
        UUID school = organization("school", "school", code, code);
        return employ(person(), school, code, roles);
    }

    /** Somebody with these roles at a vendor of his own. */
    public Actor atNewVendor() {
        String code = code();
        UUID vendor = organization("vendor", null, code, code);
        return employ(person(), vendor, code, Role.VENDOR_MANAGER);
    }

    /** Another person with these roles in the organization of somebody. */
    public Actor colleagueOf(Actor somebody, Role... roles) {
        return employ(person(), somebody.organizationId(), somebody.organizationPath(), roles);
    }

    /** A person who has no role anywhere and no password. */
    public UUID person() {
        UUID id = Ids.next();
        database.sql("insert into person (id, login, display_name) values (:id, :login, :name)")
                .bind("id", id)
                .bind("login", loginOf(id))
                .bind("name", "张" + id.toString().substring(24))
                .then()
                .block();
        return id;
    }

    /** The login of a person made here. */
    public static String loginOf(UUID person) {
        return "p-" + person;
    }

    /** An organization at a path of its own. */
    public UUID organization(String kind, @Nullable String tier, String code, String path) {
        UUID id = Ids.next();
        database.sql("""
                        insert into organization (id, kind, tier, code, name, path)
                        values (:id, :kind, :tier, :code, :name, :path)
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("tier", Parameter.fromOrEmpty(tier, String.class))
                .bind("code", code)
                .bind("name", "单位" + code)
                .bind("path", path)
                .then()
                .block();
        return id;
    }

    /** Gives a person roles in an organization. */
    public Actor employ(UUID person, UUID organization, String path, Role... roles) {
        String granter = Granter.in(database);
        for (Role role : roles) {
            database.sql("""
                            insert into role_assignment (id, person_id, role, organization_id, valid_from, granted_at, %s)
                            values (:id, :person, :role, :organization, now() - interval '1 day', now() - interval '1 day', %s)
                            """.formatted(Granter.COLUMNS, granter))
                    .bind("id", Ids.next())
                    .bind("person", person)
                    .bind("role", role.name())
                    .bind("organization", organization)
                    .then()
                    .block();
        }
        String name = "张" + person.toString().substring(24);
        Set<Role> held = roles.length == 0 ? Set.of() : EnumSet.copyOf(List.of(roles));
        return new Actor(person, name, organization, path, held);
    }

    /** A browser or program in which this actor is signed in already; the context's own security chain decides. */
    public static WebTestClient signedIn(ApplicationContext context, Actor actor) {
        return anonymous(context)
                .mutateWith(SecurityMockServerConfigurers.mockAuthentication(new ActorAuthentication(actor)))
                .mutateWith(SecurityMockServerConfigurers.csrf());
    }

    /** A browser or program in which nobody is signed in. */
    public static WebTestClient anonymous(ApplicationContext context) {
        return WebTestClient.bindToApplicationContext(context)
                .apply(SecurityMockServerConfigurers.springSecurity())
                .configureClient()
                .build();
    }

    /** The entity tag under which the API shows this path. */
    public static String tag(WebTestClient client, String path) {
        return Objects.requireNonNull(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
    }

    private static String code() {
        return "t" + Ids.next().toString().replace("-", "");
    }
}
