package org.ziyuan.marketplace.roster.service;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeState;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.RosterKind;
import org.ziyuan.marketplace.roster.Rosters;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A school's roster, read from a system that pages, throttles and changes while it is read. */
@MarketplaceTest
class RosterServiceTests {

    private static final String BEFORE = "2026-09-01T00:00:00.000Z";
    private static final String AFTER = "2026-11-30T00:00:00.000Z";

    private final PlayedRosterService played = new PlayedRosterService();

    @Autowired
    DatabaseClient database;

    @Autowired
    RosterServices services;

    @Autowired
    Organizations organizations;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    Rosters rosters;

    @Autowired
    ColumnEncryption encryption;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    AuditLog audit;

    private TestCounty county;
    private Actor registrar;
    private String some;

    @BeforeEach
    void aSchoolOfASystem() {
        played.begin();
        county = new TestCounty(database, 2);
        registrar = county.at(1, Role.REGISTRAR);
        some = Ids.next().toString().substring(24).toUpperCase(Locale.ROOT);
        school(7);
        keep(settings(true)).write(wish(), registrar).then().block();
    }

    @AfterEach
    void stopped() {
        played.end();
    }

    @Test
    void aSchoolIsReadPageByPageAndWrittenAsAFileWouldBe() {
        Intake read = now(reading(settings(true)).read(Ids.next(), registrar));

        assertThat(read)
                .extracting(Intake::state, Intake::added, Intake::faults)
                .containsExactly(IntakeState.CHECKED, 8, 0);
        assertThat(played.tokens()).isOne();
        assertThat(now(apply.apply(read.id(), registrar))).isNotNull();
        assertThat(now(rosters.list(RosterKind.PUPIL, null, Sought.everything(Cursor.START, 100), registrar))
                        .items())
                .hasSize(7)
                .allSatisfy(pupil -> assertThat(pupil.className()).isEqualTo("三年级1班"));
        assertThat(now(reading(settings(true)).read(Ids.next(), registrar)))
                .extracting(Intake::same, Intake::toWrite)
                .containsExactly(8, 0);
    }

    /** One who is gone there and one who is no parent are passed over; a list of all parents is never asked for. */
    @Test
    void parentsAreAskedForAsTheirChildrenNameThem() {
        List<Map<String, Object>> pupils = new ArrayList<>(played.there(path(school(), "students")));
        Map<String, Object> child = new HashMap<>(pupils.get(0));
        child.put(
                "agents",
                Stream.of("m1", "gone", "d1").map(id -> Map.of("sourcedId", id)).toList());
        pupils.set(0, child);
        played.holds(path(school(), "students"), pupils);
        Map<String, Object> mother = person("m1", "李", "妈妈", "", BEFORE);
        mother.put("roles", List.of(Map.of("roleType", "primary", "role", "guardian")));
        Map<String, Object> doctor = person("d1", "张", "医生", "", BEFORE);
        doctor.put("roles", List.of(Map.of("roleType", "primary", "role", "counselor")));
        played.holds("/users", List.of(mother, doctor));

        Intake read = now(reading(settings(true)).read(Ids.next(), registrar));

        assertThat(read).extracting(Intake::added, Intake::faults).containsExactly(9, 0);
        assertThat(now(apply.apply(read.id(), registrar))).isNotNull();
        assertThat(now(rosters.list(RosterKind.PARENT, null, Sought.everything(Cursor.START, 100), registrar))
                        .items())
                .hasSize(1)
                .allSatisfy(parent -> assertThat(parent.name()).isEqualTo("李妈妈"));
    }

    @Test
    void whoWouldVanishIsAskedForByNumberAsWithAFile() {
        assertThat(now(apply.apply(
                        now(reading(settings(true)).read(Ids.next(), registrar)).id(), registrar)))
                .isNotNull();
        school(3);
        Intake half = now(reading(settings(true)).read(Ids.next(), registrar));

        assertThat(half.leaving()).isEqualTo(4);
        assertThat(refusal(apply.apply(half.id(), registrar))).isEqualTo("intake-leaving-unconfirmed");
    }

    @Test
    void aSystemThatWantsItSlowlyIsGivenTime() {
        AtomicBoolean first = new AtomicBoolean(true);
        played.misbehaves((path, time) -> path.endsWith("/students") && first.getAndSet(false) ? throttled(1) : null);
        assertThat(now(reading(settings(true)).read(Ids.next(), registrar)).added())
                .isEqualTo(8);

        played.misbehaves((path, time) -> throttled(600));
        assertThatThrownBy(() ->
                        reading(settings(true)).read(Ids.next(), registrar).block())
                .isInstanceOfSatisfying(Refusal.class, refused -> {
                    assertThat(refused.code()).isEqualTo("roster-service-throttled");
                    assertThat(refused.values()).containsEntry("minutes", 10L);
                });
    }

    /** Somebody comes between the first page and the second; or a name changes that was read already. */
    @Test
    void whatChangesWhileItIsReadIsReadAgain() {
        AtomicBoolean first = new AtomicBoolean(true);
        played.misbehaves((path, time) -> {
            if (path.endsWith("/enrollments") && first.getAndSet(false)) {
                school(8);
            }
            return null;
        });
        Intake read = now(reading(settings(true)).read(Ids.next(), registrar));

        assertThat(read.added())
                .as("all of the later state, none of the earlier")
                .isEqualTo(9);
        assertThat(read.faults()).isZero();
    }

    @Test
    void whatNeverStandsStillIsRefused() {
        played.misbehaves((path, time) -> {
            if (path.endsWith("/enrollments")) {
                List<Map<String, Object>> pupils = new ArrayList<>(played.there(path(school(), "students")));
                pupils.set(0, pupil(1, AFTER.replace("00:00", String.format("%02d:%02d", time / 60, time % 60))));
                played.holds(path(school(), "students"), pupils);
            }
            return null;
        });
        int before = played.asked();

        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar))).isEqualTo("roster-service-changing");
        assertThat(played.asked() - before).as("not for ever").isLessThan(100);
        assertThat(intakes()).isZero();
    }

    @Test
    void aTokenThatEndsOnTheWayIsAskedForOnceMore() {
        AtomicBoolean first = new AtomicBoolean(true);
        played.misbehaves((path, time) -> path.endsWith("/teachers") && first.getAndSet(false)
                ? aResponse().withStatus(401).build()
                : null);
        assertThat(now(reading(settings(true)).read(Ids.next(), registrar)).added())
                .isEqualTo(8);
        assertThat(played.tokens()).isEqualTo(2);

        played.misbehaves((path, time) -> aResponse().withStatus(401).build());
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar))).isEqualTo("roster-service-refused");
    }

    @Test
    void whatCannotBeReadIsASentenceAndNothingIsKept() {
        played.misbehaves((path, time) -> aResponse().withStatus(500).build());
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar)))
                .isEqualTo("roster-service-unreachable");
        played.misbehaves((path, time) -> aResponse()
                .withBody("<html>")
                .withHeader("Content-Type", "text/html")
                .build());
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar)))
                .isEqualTo("roster-service-unreachable");
        played.misbehaves((path, time) -> aResponse()
                .withBody("{\"results\":[]}")
                .withHeader("Content-Type", "application/json")
                .build());
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar))).isEqualTo("roster-service-malformed");
        played.misbehaves((path, time) -> aResponse().withFixedDelay(3_000).build());
        assertThat(refusal(reading(new RosterServiceSettings(
                                Duration.ofMillis(300), Duration.ofSeconds(20), true, 3, 200_000, 3))
                        .read(Ids.next(), registrar)))
                .isEqualTo("roster-service-silent");
        played.misbehaves((path, time) -> aResponse()
                .withStatus(302)
                .withHeader("Location", played.base() + "/elsewhere")
                .build());
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar)))
                .isEqualTo("roster-service-unreachable");
        assertThat(intakes()).isZero();
    }

    @Test
    void anAddressInsideIsNotReachedUnlessThatIsAllowed() {
        int before = played.asked();
        assertThat(refusal(reading(settings(false)).read(Ids.next(), registrar)))
                .isIn("roster-service-unreachable", "roster-service-silent");
        assertThat(played.asked()).isEqualTo(before);
        assertThat(refusal(keep(settings(false)).write(wish(), registrar))).isEqualTo("roster-service-address");
        for (String typed :
                List.of("", "sis", "ftp://sis.example.cn/x", "https://u:p@sis.example.cn", "https://a?b=c")) {
            assertThat(refusal(
                            keep(settings(true)).write(new ServiceWish(typed, played.tokenUrl(), "a", "b"), registrar)))
                    .isEqualTo("roster-service-address");
        }
    }

    @Test
    void aSecretLiesSealedAndGoesNowhereElse() {
        KeepRosterService keep = keep(settings(true));
        RosterService before = now(services.own(registrar.organizationId(), registrar));
        assertThat(before)
                .extracting(RosterService::version, RosterService::isThere)
                .containsExactly(1, true);
        assertThat(Objects.requireNonNull(
                        database.sql("select count(*) from roster_service s where s::text like :secret")
                                .bind("secret", "%" + PlayedRosterService.SECRET + "%")
                                .mapValue(Long.class)
                                .one()
                                .block()))
                .isZero();

        assertThat(now(keep.write(new ServiceWish(played.base() + "/", played.tokenUrl(), "market", ""), registrar))
                        .version())
                .isEqualTo(2);
        assertThat(refusal(keep.write(
                        new ServiceWish(played.base(), "https://elsewhere.example.cn/token", "market", ""), registrar)))
                .isEqualTo("roster-service-secret-again");
        assertThat(now(reading(settings(true)).read(Ids.next(), registrar)).added())
                .isEqualTo(8);
        keep.forget(registrar).block();
        assertThat(refusal(reading(settings(true)).read(Ids.next(), registrar))).isEqualTo("roster-service-missing");
    }

    @Test
    void aCountySetsOneForItsSchoolsAndSeesNoRoster() {
        keep(settings(true)).forget(registrar).block();
        keep(settings(true)).write(wish(), county.official()).then().block();

        Intake read = now(reading(settings(true)).read(Ids.next(), registrar));
        assertThat(read.added()).isEqualTo(8);
        assertThat(refusal(services.own(registrar.organizationId(), county.official())))
                .isEqualTo("roster-service-not-found");
        assertThat(refusal(keep(settings(true)).write(wish(), county.at(1, Role.TEACHER))))
                .isEqualTo("role-required");
        assertThat(refusal(reading(settings(true)).read(Ids.next(), county.official())))
                .isEqualTo("intake-kind-not-found");
        assertThat(refusal(reading(settings(true)).read(Ids.next(), county.at(2, Role.REGISTRAR))))
                .as("the other school is not in it")
                .isEqualTo("oneroster-school-missing");
    }

    private static ResponseDefinition throttled(int seconds) {
        return aResponse()
                .withStatus(429)
                .withHeader("Retry-After", String.valueOf(seconds))
                .build();
    }

    /** The school with so many pupils, of whom the last came later than the rest. */
    private void school(int pupils) {
        played.holds(
                "/schools",
                List.of(
                        thing("s 1", "name", "一小", "type", "school", "identifier", county.code(1)),
                        thing("s2", "name", "二小", "type", "school", "identifier", "another")));
        String in = school();
        played.holds(path(in, "terms"), List.of(thing("t1", "startDate", "2026-09-01", "schoolYear", "2027")));
        played.holds(path(in, "courses"), List.of(thing("k1", "title", "数学")));
        played.holds(
                path(in, "classes"),
                List.of(thing(
                        "c1",
                        "title",
                        "三年级1班",
                        "classType",
                        "homeroom",
                        "grades",
                        List.of("03"),
                        "course",
                        Map.of("sourcedId", "k1"),
                        "school",
                        Map.of("sourcedId", "s 1"),
                        "terms",
                        List.of())));
        played.holds(
                path(in, "students"),
                IntStream.rangeClosed(1, pupils)
                        .mapToObj(n -> pupil(n, n > 7 ? AFTER : BEFORE))
                        .toList());
        played.holds(path(in, "teachers"), List.of(person("w", "王", "老师", "T" + some, BEFORE)));
        List<Map<String, Object>> enrollments = new ArrayList<>(IntStream.rangeClosed(1, pupils)
                .mapToObj(n -> enrolled("p" + n, "student"))
                .toList());
        enrollments.add(enrolled("w", "teacher"));
        enrollments.add(enrolled("nobody whom we asked for", "aide"));
        played.holds(path(in, "enrollments"), enrollments);
    }

    private static String school() {
        return "s%201";
    }

    private static String path(String school, String part) {
        return "/schools/" + school + "/" + part;
    }

    private Map<String, Object> pupil(int ordinal, String changed) {
        return person("p" + ordinal, "学", "生" + ordinal, "G" + some + String.format("%04d", ordinal), changed);
    }

    private static Map<String, Object> person(String id, String family, String given, String number, String changed) {
        Map<String, Object> person = new HashMap<>(
                thing(id, "familyName", family, "givenName", given, "identifier", number, "enabledUser", "true"));
        person.put("dateLastModified", changed);
        return person;
    }

    private static Map<String, Object> enrolled(String user, String role) {
        return thing(
                "e " + user,
                "role",
                role,
                "user",
                Map.of("sourcedId", user),
                "class",
                Map.of("sourcedId", "c1"),
                "school",
                Map.of("sourcedId", "s 1"));
    }

    private static Map<String, Object> thing(String id, Object... namesAndValues) {
        Map<String, Object> thing =
                new HashMap<>(Map.of("sourcedId", id, "status", "active", "dateLastModified", BEFORE));
        for (int place = 0; place < namesAndValues.length; place += 2) {
            thing.put(String.valueOf(namesAndValues[place]), namesAndValues[place + 1]);
        }
        return thing;
    }

    private ServiceWish wish() {
        return new ServiceWish(
                played.base(), played.tokenUrl(), PlayedRosterService.CLIENT, PlayedRosterService.SECRET);
    }

    private static RosterServiceSettings settings(boolean inside) {
        return new RosterServiceSettings(Duration.ofSeconds(5), Duration.ofSeconds(40), inside, 3, 200_000, 3);
    }

    private KeepRosterService keep(RosterServiceSettings settings) {
        return new KeepRosterService(database, services, settings, encryption, transactions, audit);
    }

    private ReadRosterService reading(RosterServiceSettings settings) {
        ServiceCalls calls = new ServiceCalls(settings, Clock.systemUTC());
        return new ReadRosterService(
                services, calls, new WholeReading(calls, settings), settings, organizations, bringIn);
    }

    private long intakes() {
        return now(database.sql("select count(*) from intake where organization_id = :own")
                .bind("own", registrar.organizationId())
                .mapValue(Long.class)
                .one());
    }

    private static <T> T now(Mono<T> work) {
        return Objects.requireNonNull(work.block());
    }

    private static String refusal(Mono<?> act) {
        try {
            act.then().block();
            return "";
        } catch (Refusal refused) {
            return refused.code();
        }
    }
}
