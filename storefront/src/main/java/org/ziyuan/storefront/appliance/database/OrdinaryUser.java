package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ziyuan.storefront.appliance.start.StartRefused;

/**
 * PostgreSQL refuses to run as root. For root we run it in a user namespace where it is nobody in particular; where the
 * kernel forbids that, as the user {@code nobody}, to whom its files are then given.
 */
enum OrdinaryUser {
    OURSELVES,
    NAMESPACE("unshare", "--user", "--"),
    NOBODY("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");

    private final List<String> prefix;

    OrdinaryUser(String... prefix) {
        this.prefix = List.of(prefix);
    }

    static OrdinaryUser find() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        if (succeeds(NAMESPACE.running(List.of("true")))) {
            return NAMESPACE;
        }
        if (succeeds(NOBODY.running(List.of("true")))) {
            return NOBODY;
        }
        throw new StartRefused("以 root 启动时，PostgreSQL 需要 util-linux 的 unshare 或 setpriv；请安装，或改用普通用户启动。");
    }

    /** The command as this user. */
    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives a folder to the user that will run, where that is another one than we are. */
    void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        boolean given = succeeds(List.of("chown", "-R", "nobody:nogroup", folder.toString()));
        if (!given || !succeeds(running(List.of("ls", folder.toString())))) {
            throw new StartRefused("用户 nobody 无法进入 " + folder + "；请用 ZIYUAN_DATA_DIR 指定其他目录，例如 /var/lib/ziyuan。");
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
