package org.ziyuan.storefront.appliance.posture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.ziyuan.storefront.appliance.database.DatabaseProperties;
import org.ziyuan.storefront.appliance.database.EarlierSchema;
import org.ziyuan.storefront.appliance.process.Ports;
import org.ziyuan.storefront.appliance.start.StartRefused;

/**
 * What must hold before anything starts. The demo, with its open doors, is never reachable from another machine, and
 * production has no weak or missing secret.
 */
public final class Posture {

    private static final Profiles DEMO = Profiles.of("demo");
    private static final Profiles PRODUCTION = Profiles.of("production");

    private Posture() {}

    /** Before anything was started. Whoever sets up an installation mends all of it at once, so all of it is said. */
    public static void checkConfiguration(Environment environment) {
        refuseIfAny(problems(environment));
    }

    static List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        boolean demo = environment.acceptsProfiles(DEMO);
        boolean production = environment.acceptsProfiles(PRODUCTION);
        if (demo && production) {
            problems.add("demo 与 production 不能同时启用。");
        }
        if (demo) {
            loopbackOnly(environment.getProperty("server.address", "127.0.0.1"), problems);
        }
        loopbackOnly(environment.getProperty("management.server.address", "127.0.0.1"), problems);
        Ports.mustBeFree(environment, "server", "SERVER_PORT", problems);
        Ports.mustBeFree(environment, "management.server", "MANAGEMENT_SERVER_PORT", problems);
        if (production) {
            problems.addAll(new ProductionSecrets(environment).problems());
            problems.addAll(ProductionDoors.problems(environment));
            if (!problems.isEmpty() && DatabaseProperties.isConfigured(environment)) {
                // It will not come to the later look at the database, and whoever mends the rest wants to know now.
                problems.addAll(ProductionDatabase.problems(DatabaseProperties.completed(environment)));
            }
        }
        return problems;
    }

    /** Whether this process speaks TLS itself, rather than a proxy in front of it. */
    public static boolean endsTls(Environment environment) {
        return environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && Stream.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate")
                        .anyMatch(environment::containsProperty);
    }

    /** When the database can be asked. */
    public static void checkDatabase(Environment environment) {
        EarlierSchema.refuse(environment);
        if (environment.acceptsProfiles(PRODUCTION)) {
            refuseIfAny(ProductionDatabase.problems(environment));
        }
    }

    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static void loopbackOnly(String address, List<String> problems) {
        if (!isLoopback(address)) {
            problems.add("演示环境与管理端口只能监听回环地址，而配置为 " + address + "；正式使用请启用 production 配置。");
        }
    }

    private static void refuseIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
    }
}
