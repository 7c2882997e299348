package org.ziyuan.marketplace.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OrganizationAct.Kind;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** A province that an operator enters act by act, with codes of its own. */
final class TestProvince {

    private final ActUponTree tree;
    private final DatabaseClient database;
    private final TestPeople people;
    private final String mark = Long.toString(Ids.next().getLeastSignificantBits() & 0xFFFFFFFFFFL, 36);
    private final Actor operator;
    private final UUID province;

    TestProvince(ActUponTree tree, DatabaseClient database) {
        this.tree = tree;
        this.database = database;
        this.people = new TestPeople(database);
        String code = "o" + mark;
        UUID platform = people.organization("operator", null, code, code);
        this.operator = people.employ(people.person(), platform, code, Role.OPERATOR);
        this.province = enter(OrganizationKind.PROVINCE, "p", null);
    }

    Actor operator() {
        return operator;
    }

    UUID province() {
        return province;
    }

    String code(String word) {
        return word + "-" + mark;
    }

    static LocalDate today() {
        return LocalDate.now(BeijingTime.ZONE);
    }

    /** An official of a bureau. */
    Actor officialOf(UUID bureau, Role role) {
        return people.employ(people.person(), bureau, find(bureau).path(), role);
    }

    UUID enter(OrganizationKind kind, String word, @Nullable UUID parent) {
        return done(ActWish.create(facts(kind, word, parent), today(), ""), operator)
                .organizationId();
    }

    void put(OrganizationKind kind, String word, @Nullable UUID parent) {
        if (find(enter(kind, word, parent)).isOver()) {
            throw new AssertionError(word);
        }
    }

    void does(ActWish wish, Actor actor) {
        if (done(wish, actor).state() != OrganizationAct.State.DONE) {
            throw new AssertionError(wish);
        }
    }

    OrganizationFacts facts(OrganizationKind kind, String word, @Nullable UUID parent) {
        return new OrganizationFacts(kind, code(word), "单位" + word, parent, null, null, null, null, null, null);
    }

    OrganizationAct done(ActWish wish, Actor actor) {
        return Objects.requireNonNull(tree.ask(Ids.next(), wish, actor).block());
    }

    /** The code of the refusal; "done" when it was done. */
    String refused(ActWish wish, Actor actor) {
        return Objects.requireNonNull(tree.ask(Ids.next(), wish, actor)
                .map(act -> "done")
                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()))
                .block());
    }

    static ActWish move(UUID moved, UUID parent) {
        return wish(Kind.MOVE, moved, parent);
    }

    static ActWish wish(Kind kind, UUID organization, @Nullable UUID other) {
        return new ActWish(kind, organization, today(), "", other, null, List.of());
    }

    Organization find(UUID id) {
        return Objects.requireNonNull(database.sql("select * from organization where id = :id")
                .bind("id", id)
                .map(Rows.as(Organization.class))
                .one()
                .block());
    }
}
