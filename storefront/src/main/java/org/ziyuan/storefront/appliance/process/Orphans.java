package org.ziyuan.storefront.appliance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ziyuan.storefront.appliance.start.Progress;

/** Processes of ours that outlived a killed predecessor. */
public final class Orphans {

    private Orphans() {}

    /** The living process of that number, if its command line shows that it is ours and no stranger with its number. */
    public static Optional<ProcessHandle> ours(long pid, String program, Path folder) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> names(process.pid(), program, folder));
    }

    /** Asks with a signal, waits, and kills what does not listen. */
    public static void stop(ProcessHandle orphan, String signal, Duration patience) {
        try {
            int asked = new ProcessBuilder("kill", "-s", signal, Long.toString(orphan.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (asked == 0) {
                orphan.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException deaf) {
            orphan.descendants().forEach(ProcessHandle::destroyForcibly);
            orphan.destroyForcibly();
        } catch (IOException | ExecutionException gone) {
            Progress.say("进程 %d 已不存在", orphan.pid());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean names(long pid, String program, Path folder) {
        try {
            String commandLine = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return commandLine.contains(program) && commandLine.contains("\0" + folder + "\0");
        } catch (IOException gone) {
            return false;
        }
    }
}
