package org.ziyuan.storefront.appliance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.springframework.core.env.Environment;

/** Ports for the embedded parts: any that is free, so that two copies never meet. */
public final class Ports {

    private Ports() {}

    public static int free() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Refuses taken ports before anything is started, and names the setting to change for a second copy. */
    public static void mustBeFree(Environment environment, String server, String variable, List<String> problems) {
        int port = environment.getProperty(server + ".port", Integer.class, 0);
        String address = environment.getProperty(server + ".address", "127.0.0.1");
        if (port <= 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException taken) {
            problems.add("端口 " + port + " 已被占用；用 " + variable + " 指定别的端口。");
        }
    }
}
