package org.ziyuan.storefront.appliance.inspection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.parts.ServingFile;
import org.ziyuan.storefront.appliance.search.SearchServer;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;

/**
 * The sub-command {@code doctor}: database, clock, search, disk, sandboxes and ports, one line each with what to do about
 * it. Exit status 1 when something stands in the way of a purchase; what is merely absent is said and forgiven.
 */
public final class Doctor {

    private static final long LITTLE_SPACE = 1L << 30;
    private static final int ATTEMPTS = 3;

    private final Environment environment;
    private final DataFolder folder;
    private boolean healthy = true;

    private Doctor(Environment environment) {
        this.environment = environment;
        this.folder = DataFolder.of(environment);
    }

    /** The configuration alone: nothing of the application is started. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    public static int run(String... arguments) {
        SpringApplication spring = new SpringApplication(Nothing.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setDefaultProperties(Map.of("spring.profiles.default", "demo"));
        spring.addListeners(Inspection.ofWhateverIsThere());
        try (ConfigurableApplicationContext context = spring.run(arguments)) {
            return new Doctor(context.getEnvironment()).examine();
        }
    }

    private int examine() {
        say(true, "数据目录", folder.root().toString());
        database();
        disk();
        Optional<ServingFile> serving = ServingFile.read(folder);
        if (serving.isPresent()) {
            say(true, "服务", "进程 " + serving.get().pid() + " 正在运行");
            serving.get().probes().forEach(this::probe);
        } else {
            say(true, "服务", "未运行；检索与沙箱随 serve 启动");
            port("SERVER_PORT", environment.getProperty("server.port", Integer.class, 8080));
            port("MANAGEMENT_SERVER_PORT", environment.getProperty("management.server.port", Integer.class, 8081));
        }
        Progress.OUT.println(healthy ? "结论：一切正常。" : "结论：有问题需要处理。");
        return healthy ? 0 : 1;
    }

    private void database() {
        if (DatabaseProperties.isConfigured(environment)) {
            DatabaseHealth.examine(environment)
                    .forEach(finding -> say(finding.good(), finding.about(), finding.text()));
        } else {
            say(true, "数据库", "尚未建立；第一次 serve 时建立");
        }
    }

    private void disk() {
        try {
            long free = Files.getFileStore(folder.root()).getUsableSpace();
            say(free >= LITTLE_SPACE, "磁盘", "可用 %d MB".formatted(free >> 20));
        } catch (IOException unreadable) {
            say(false, "磁盘", "无法读取：" + unreadable.getMessage());
        }
    }

    private void probe(String about, String url) {
        if (url.isBlank()) {
            say(true, about, "未启用");
            return;
        }
        int status = patientStatus(url);
        boolean refusal = about.equals(ServingFile.READINESS) ? status != 200 : status == 0 || status >= 500;
        say(!refusal, about, url + (refusal ? "（状态 " + status + "）" : ""));
    }

    /** On a busy machine the first answer may be late; who does not answer three times has a problem. */
    private static int patientStatus(String url) {
        int status = 0;
        for (int attempt = 1; status == 0 && attempt <= ATTEMPTS; attempt++) {
            status = SearchServer.status(url);
        }
        return status;
    }

    private void port(String name, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            say(true, "端口", "%d 空闲".formatted(probe.getLocalPort()));
        } catch (IOException taken) {
            say(false, "端口", "%d 已被占用；用 %s 指定别的端口".formatted(port, name));
        }
    }

    private void say(boolean good, String about, String text) {
        healthy &= good;
        Progress.OUT.printf("%-4s  %s：%s%n", good ? "OK" : "FAIL", about, text);
    }
}
