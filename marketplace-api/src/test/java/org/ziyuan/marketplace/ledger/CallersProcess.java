package org.ziyuan.marketplace.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerParts;
import org.ziyuan.marketplace.test.TemporaryFolder;
import org.ziyuan.marketplace.test.TestDatabase;
import reactor.core.publisher.Mono;

/** A node of its own: another process with its callers, on a database that others use too. */
final class CallersProcess {

    private CallersProcess() {}

    /** Starts the process; it answers with the sum in fen that its callers were promised. */
    static Mono<Long> start(TestDatabase database, BudgetFixture school, int callers, int times) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder command = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        TemporaryFolder.forChild(),
                        "-Dlogging.level.root=WARN",
                        CallersProcess.class.getName(),
                        database.r2dbcUrl(),
                        school.school().toString(),
                        school.line().toString(),
                        "" + callers,
                        "" + times)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("CLASSPATH", classes);
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> promised(command)));
    }

    private static long promised(ProcessBuilder command) {
        try {
            Process process = command.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("promised "))
                    .mapToLong(line -> Long.parseLong(line.substring("promised ".length())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the process said: " + said));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void main(String[] arguments) {
        DatabaseClient client = DatabaseClient.create(TestDatabase.pool(arguments[0], 8));
        Ledger ledger = LedgerParts.over(client);
        UUID school = UUID.fromString(arguments[1]);
        BudgetFixture fixture = new BudgetFixture(
                new BudgetBook(ledger, client),
                BudgetFixture::plainly,
                client,
                school,
                UUID.fromString(arguments[2]),
                BudgetFixture.person(school, "", Role.ACCOUNTANT));
        long promised = SixtyFourCallersTests.reserve(
                fixture, ledger, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        System.out.println("promised " + promised);
        System.exit(0);
    }
}
