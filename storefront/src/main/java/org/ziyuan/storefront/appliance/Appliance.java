package org.ziyuan.storefront.appliance;

import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.ziyuan.storefront.appliance.inspection.Doctor;
import org.ziyuan.storefront.appliance.inspection.Verify;
import org.ziyuan.storefront.appliance.search.SearchNode;
import org.ziyuan.storefront.appliance.start.Progress;
import reactor.netty.ReactorNetty;

/** The product from the terminal: {@code serve} (the default), {@code verify} and {@code doctor}. */
public final class Appliance {

    private static final int USAGE_ERROR = 64;

    private Appliance() {}

    /** Runs a sub-command over the application; {@code serve} returns when everything serves, the others end the JVM. */
    public static void start(Class<?> application, String... arguments) {
        Deserialization.refuse();
        takeConnectionsOnAThreadOfItsOwn();
        if (command(arguments).equals(SearchNode.COMMAND)) {
            SearchNode.serve(arguments);
            return;
        }
        System.setOut(Progress.OUT);
        SpringApplication spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setDefaultProperties(Map.of("spring.profiles.default", "demo"));
        try {
            switch (command(arguments)) {
                case "serve" -> Serve.run(spring, application, arguments);
                case "verify" -> System.exit(Verify.run(spring, arguments));
                case "doctor" -> System.exit(Doctor.run(arguments));
                default -> {
                    Progress.say("用法：serve | verify | doctor");
                    System.exit(USAGE_ERROR);
                }
            }
        } catch (RuntimeException failed) {
            System.exit(StartFailure.told(failed));
        }
    }

    /** Beside the work of a busy loop sixteen are taken per turn, and of a crowd of 2,000 some waited for half a minute. */
    private static void takeConnectionsOnAThreadOfItsOwn() {
        System.setProperty(ReactorNetty.IO_SELECT_COUNT, "1");
    }

    private static String command(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("serve");
    }
}
