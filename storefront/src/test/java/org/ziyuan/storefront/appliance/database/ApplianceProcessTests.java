package org.ziyuan.storefront.appliance.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.storefront.appliance.process.Ports;
import org.ziyuan.storefront.appliance.start.DataFolder;

class ApplianceProcessTests {

    private static final String NO_SEARCH = "--ziyuan.opensearch.url=";

    /** Programs unpacked once for all but the test that is about unpacking: it is most of a first start. */
    @TempDir
    static Path shared;

    @TempDir
    Path temporary;

    @AfterEach
    void nothingOutlivesTheTest() {
        RunningAppliance.await(() -> RunningAppliance.processesOf(temporary).isEmpty());
    }

    @Test
    void comesBackOnTheSameFolderAfterKillNineAndLeavesNoChild() throws Exception {
        Path folder = temporary.resolve("data");
        leaveHalfMade(folder);

        try (RunningAppliance first = RunningAppliance.start(folder)) {
            first.awaitReady();
            first.crash();
            RunningAppliance.await(() -> RunningAppliance.processesOf(folder).isEmpty());
        }
        try (RunningAppliance second = RunningAppliance.start(folder)) {
            second.awaitReady();
            assertThat(second.output()).doesNotContain("初始化 PostgreSQL");
            second.stop();
            assertThat(RunningAppliance.processesOf(folder)).isEmpty();
        }
    }

    @Test
    void stopsWhatAKilledPredecessorAndItsGuardiansLeftRunning() throws Exception {
        Path folder = withPrograms("data");

        try (RunningAppliance first = RunningAppliance.start(folder, NO_SEARCH)) {
            first.awaitReady();
            first.crashWithGuardians();
            assertThat(first.awaitExit()).isNotZero();
            assertThat(RunningAppliance.processesOf(folder)).isNotEmpty();
            try (RunningAppliance second = RunningAppliance.start(folder, NO_SEARCH)) {
                second.awaitReady();
                assertThat(second.output()).contains("上次异常退出留下的 PostgreSQL");
            }
        }
    }

    @Test
    void startsOverALockWhoseNumberWentToAStrangerAndOverAnEmptyOne() throws Exception {
        Path folder = withPrograms("data");
        try (RunningAppliance first = RunningAppliance.start(folder, NO_SEARCH)) {
            first.awaitReady();
            first.stop();
        }
        Path lock = folder.resolve("postgres/postmaster.pid");

        // This very JVM is the stranger: it lives, belongs to the same user and is no PostgreSQL.
        long stranger = ProcessHandle.current().pid();
        Files.writeString(
                lock,
                "%d\n%s\n1764033900\n5432\n\n127.0.0.1\n 1 1\nready\n".formatted(stranger, folder.resolve("postgres")));
        try (RunningAppliance second = RunningAppliance.start(folder, NO_SEARCH)) {
            second.awaitReady();
            second.stop();
        }
        Files.writeString(lock, "");
        try (RunningAppliance third = RunningAppliance.start(folder, NO_SEARCH)) {
            third.awaitReady();
            third.stop();
        }

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void whoLooksAtAnEmptyFolderIsToldSoAndFindsItEmptyAfterwards() throws Exception {
        Path folder = temporary.resolve("data");

        try (RunningAppliance verify = RunningAppliance.start(folder, "verify")) {
            assertThat(verify.awaitExit()).isEqualTo(78);
            assertThat(verify.output()).contains("还没有数据库");
        }
        try (RunningAppliance doctor = RunningAppliance.start(folder, "doctor")) {
            assertThat(doctor.awaitExit()).isNotEqualTo(78);
            assertThat(doctor.output()).contains("尚未建立");
        }

        assertThat(folder.resolve("postgres")).doesNotExist();
    }

    @Test
    void startsADatabaseAgainThatSomebodyKilled() throws Exception {
        Path folder = withPrograms("data");

        try (RunningAppliance appliance = RunningAppliance.start(folder, NO_SEARCH)) {
            appliance.awaitReady();
            PostmasterFile before =
                    PostmasterFile.in(folder.resolve("postgres")).orElseThrow();
            assertThat(ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly())
                    .isTrue();
            RunningAppliance.await(() -> PostmasterFile.in(folder.resolve("postgres"))
                    .filter(after -> after.pid() != before.pid() && after.ready() && after.port() == before.port())
                    .isPresent());
            appliance.stop();
            assertThat(RunningAppliance.processesOf(folder)).isEmpty();
        }
    }

    @Test
    void twoCopiesRunSideBySideAndAThirdOnATakenFolderIsRefused() throws Exception {
        Path one = withPrograms("one");
        Path other = withPrograms("other");

        try (RunningAppliance first = RunningAppliance.start(one, NO_SEARCH);
                RunningAppliance second = RunningAppliance.start(other, NO_SEARCH)) {
            first.awaitReady();
            second.awaitReady();
            try (RunningAppliance third = RunningAppliance.start(one, NO_SEARCH, "serve")) {
                assertThat(third.awaitExit()).isEqualTo(78);
                assertThat(third.output()).contains("另一个进程正在使用数据目录");
            }
            first.stop();
            second.stop();
            assertThat(RunningAppliance.processesOf(temporary)).isEmpty();
        }
    }

    @Test
    void theDemoRefusesToListenBeyondLoopback() throws Exception {
        try (RunningAppliance exposed = RunningAppliance.start(temporary.resolve("data"), "--server.address=0.0.0.0")) {
            assertThat(exposed.awaitExit()).isEqualTo(78);
            assertThat(exposed.output()).contains("只能监听回环地址");
        }
    }

    @Test
    void waitsForADatabaseThatIsNotThereYetAndSaysSo() throws Exception {
        String nobody = "r2dbc:postgresql://127.0.0.1:" + Ports.free() + "/market";

        try (RunningAppliance early =
                RunningAppliance.start(temporary.resolve("data"), NO_SEARCH, "--spring.r2dbc.url=" + nobody)) {
            RunningAppliance.await(() -> early.says("等待数据库应答"));
            assertThat(early.isAlive()).isTrue();
        }
    }

    @Test
    void aStartThatFailsEndsWithASentenceAndNotWithAStackTrace() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        try (RunningAppliance failed = RunningAppliance.start(file.resolve("data"), NO_SEARCH)) {
            assertThat(failed.awaitExit()).isEqualTo(70);
            assertThat(failed.output()).contains("启动没有完成").doesNotContain("\tat ");
        }
    }

    private Path withPrograms(String name) throws Exception {
        Path programs = shared.resolve("unpacked");
        assertThat(PostgresBinaries.unpackedIn(new DataFolder(shared)).folder()).startsWith(programs);
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.createSymbolicLink(folder.resolve("unpacked"), programs);
        return folder;
    }

    /** What a first start leaves that was cut short at its worst moments. */
    private static void leaveHalfMade(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("unpacked/postgres-17.11.new/bin"));
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.createDirectories(folder.resolve("postgres"));
        Files.createDirectories(folder.resolve("opensearch"));
        Files.writeString(folder.resolve("opensearch/node.pid"), "1");
    }
}
