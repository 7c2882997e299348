package org.ziyuan.storefront.appliance.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ziyuan.storefront.appliance.start.Progress;

/**
 * A child process that cannot outlive us. Between us and it stands a small shell that holds the other end of a pipe: when
 * we end, however suddenly, the pipe closes and the shell stops the child. It is its own session, so that Ctrl-C at the
 * terminal reaches us alone and we stop first.
 */
public final class Guardian {

    private static final String SCRIPT = """
            signal=$1; shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            ( read -r nothing <&3; kill -s "$signal" $child 2>/dev/null ) &
            watch=$!
            exec 3<&-
            wait $child
            status=$?
            kill $watch 2>/dev/null
            exit $status
            """;

    private static final long LONG_LOG = 10L << 20;

    private final Process shell;
    private final OutputStream pipe;

    private Guardian(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
    }

    /** Starts a command; its output goes to the log, and {@code signal} is how it is asked to stop. */
    public static Guardian start(List<String> command, String signal, Path log, Path workingDirectory) {
        List<String> guarded = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "guardian", signal));
        guarded.addAll(command);
        File output = fresh(log);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(workingDirectory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return new Guardian(builder.start());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot start " + command.get(0), refused);
        }
    }

    /** A log that has grown long is put aside, and the one that was aside goes. */
    private static File fresh(Path log) {
        File file = log.toFile();
        File aside = new File(file.getPath() + ".1");
        if (file.length() > LONG_LOG && !file.renameTo(aside)) {
            Progress.say("无法轮换日志 %s", log);
        }
        return file;
    }

    public boolean alive() {
        return shell.isAlive();
    }

    /** Runs something, on a thread of its own, when the child has ended. */
    void onExit(Runnable then) {
        var unused = shell.onExit().thenRunAsync(then);
    }

    /** Asks the child to stop and waits; what does not stop in time is killed with everything below it. */
    public void stop(Duration patience) {
        try {
            pipe.close();
            if (!shell.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (IOException alreadyClosed) {
            shell.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
