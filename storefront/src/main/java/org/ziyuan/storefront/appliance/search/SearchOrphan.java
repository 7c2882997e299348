package org.ziyuan.storefront.appliance.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ziyuan.storefront.appliance.process.Orphans;
import org.ziyuan.storefront.appliance.start.Progress;

/** A search node that a killed predecessor left running. */
final class SearchOrphan {

    private SearchOrphan() {}

    static void stop(Path home) {
        orphan(home).ifPresent(process -> {
            Progress.say("上次异常退出留下的检索节点（进程 %d）正在停止", process.pid());
            Orphans.stop(process, "TERM", Duration.ofSeconds(20));
        });
    }

    private static Optional<ProcessHandle> orphan(Path home) {
        try {
            if (!Files.exists(SearchServer.pidFile(home))) {
                return Optional.empty();
            }
            long pid =
                    Long.parseLong(Files.readString(SearchServer.pidFile(home)).strip());
            return Orphans.ours(pid, SearchNode.COMMAND, home);
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
