package org.ziyuan.storefront.appliance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * What must hold before anything starts: the demo, with its open doors, is never reachable from another machine, and
 * production has no weak or missing secret.
 */
final class Posture {

    private static final Profiles DEMO = Profiles.of("demo");
    private static final Profiles PRODUCTION = Profiles.of("production");

    private Posture() {}

    /** Before anything was started. */
    static void checkConfiguration(Environment environment) {
        boolean demo = environment.acceptsProfiles(DEMO);
        if (demo && environment.acceptsProfiles(PRODUCTION)) {
            throw new StartRefused("demo 与 production 不能同时启用。");
        }
        if (demo) {
            loopbackOnly(environment.getProperty("server.address", "127.0.0.1"));
        }
        loopbackOnly(environment.getProperty("management.server.address", "127.0.0.1"));
        Ports.mustBeFree(environment, "server", "SERVER_PORT");
        Ports.mustBeFree(environment, "management.server", "MANAGEMENT_SERVER_PORT");
        if (environment.acceptsProfiles(PRODUCTION)) {
            List<String> problems = new ArrayList<>(new ProductionSecrets(environment).problems());
            problems.addAll(ProductionDoors.problems(environment));
            refuseIfAny(problems);
        }
    }

    /** When the database can be asked. */
    static void checkDatabase(Environment environment) {
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

    private static void loopbackOnly(String address) {
        if (!isLoopback(address)) {
            throw new StartRefused("演示环境与管理端口只能监听回环地址，而配置为 " + address + "；正式使用请启用 production 配置。");
        }
    }

    private static void refuseIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StartRefused(problems);
        }
    }
}
