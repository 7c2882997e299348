package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the whole product says in one place is said nowhere else: each rule reads every source file, and finds its guilty. */
class OneHomeTests {

    private static final Path ROOT = Path.of("..");

    static Stream<Home> homes() {
        return Stream.of(
                new Home(
                        "columns that are never null",
                        "<T> T \\w+\\(\\s*(?:Readable|Row) |requireNonNull\\(\\s*row\\.get\\([^,()]+,\\s*\\w+(?:\\[])?\\.class",
                        List.of("marketplace/row/Columns.java"),
                        "String name = Objects.requireNonNull(row.get(\"name\", String.class));"),
                new Home(
                        "the condition of who sees what",
                        ", :below\\)|path like :|= :own or starts_with\\(\\w*\\.?path",
                        List.of("marketplace/identity/Sight.java"),
                        "where (l.organization_id = :own or o.path like :under)"),
                new Home(
                        "the place of who acts, which every other condition of that kind begins with",
                        "organizationPath\\(\\)",
                        List.of(
                                "marketplace/identity/Sight.java",
                                // What lies above who acts, or begins at him, or is written down with his place.
                                "marketplace/pooling/JointPurchases.java",
                                "marketplace/organization/OrganizationEndpoint.java",
                                "marketplace/allocation/ComputeAllocation.java",
                                "marketplace/enrolment/DraftSnapshot.java",
                                "marketplace/enrolment/EnrolmentSnapshots.java",
                                "marketplace/licensing/LicencesInForce.java"),
                        "query.bind(\"path\", actor.organizationPath())"),
                new Home(
                        "the bureaus",
                        "CITY_BUREAU",
                        List.of(
                                "marketplace/identity/Role.java",
                                "marketplace/identity/Readers.java",
                                // Each role one by one.
                                "marketplace/licensing/lti/LtiRoles.java",
                                "storefront/demo/DemoPeople.java"),
                        "actor.require(COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU)"),
                new Home(
                        "a digest",
                        "MessageDigest\\.getInstance",
                        List.of("marketplace/digest/Sha256.java"),
                        "MessageDigest.getInstance(\"SHA-256\")"),
                new Home(
                        "Beijing",
                        "[\"']Asia/Shanghai[\"']",
                        List.of("marketplace/transaction/BeijingTime.java"),
                        "ZoneId.of(\"Asia/Shanghai\")"),
                new Home(
                        "what is sent, put on a disk: it is sealed there",
                        "createTempFile\\(|DefaultPartHttpMessageReader",
                        List.of("marketplace/web/SealedFile.java"),
                        "Path file = Files.createTempFile(\"intake\", \".upload\");"),
                new Home(
                        "what a node does",
                        "[{\"]ziyuan\\.roles[:\"]",
                        List.of(
                                "marketplace/transaction/NodeRoles.java",
                                // A process that only looks has none; the report on a node prints them as they are set.
                                "storefront/appliance/inspection/Inspection.java",
                                "storefront/appliance/posture/PostureReport.java"),
                        "@Value(\"${ziyuan.roles:web,api,workflow,index,relay}\") Set<String> roles"));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void isSaidAtHomeOnly(Home home) throws IOException {
        List<Path> sayers;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sayers = files.filter(OneHomeTests::isSource)
                    .filter(home::isSaidIn)
                    .sorted()
                    .toList();
        }

        assertThat(sayers).as(home.what()).allMatch(home::isAllowed);
        assertThat(home.files())
                .allSatisfy(file ->
                        assertThat(sayers).anyMatch(path -> Home.text(path).endsWith(file)));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void findsTheGuilty(Home home) {
        assertThat(home.words().matcher(home.guilty()).find()).isTrue();
    }

    @Test
    void readsEveryModule() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(OneHomeTests::isSource)
                            .map(path -> path.getName(1))
                            .distinct())
                    .hasSize(5);
        }
    }

    private static boolean isSource(Path path) {
        return Home.text(path).contains("/src/main/java/") && Home.text(path).endsWith(".java");
    }

    /** @param files where it may be said; each of them does say it */
    record Home(String what, Pattern words, List<String> files, String guilty) {

        Home(String what, String words, List<String> files, String guilty) {
            this(what, Pattern.compile(words), files, guilty);
        }

        boolean isSaidIn(Path source) {
            try {
                return words.matcher(Files.readString(source)).find();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        boolean isAllowed(Path source) {
            return files.stream().anyMatch(file -> text(source).endsWith(file));
        }

        static String text(Path path) {
            return path.toString().replace('\\', '/');
        }

        @Override
        public String toString() {
            return what;
        }
    }
}
