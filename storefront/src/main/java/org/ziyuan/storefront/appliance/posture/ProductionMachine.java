package org.ziyuan.storefront.appliance.posture;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What production refuses of its Java machine, and what it wants otherwise. */
final class ProductionMachine {

    private ProductionMachine() {}

    static List<String> problems() {
        boolean debugged = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.contains("jdwp")
                        || argument.contains("jmxremote")
                        || argument.startsWith("-javaagent:")
                        || argument.startsWith("-agentpath:"));
        return debugged ? List.of("虚拟机带着调试、JMX 端口或代理（agent）。") : List.of();
    }

    static List<String> advice() {
        List<String> deviations = new ArrayList<>();
        Set<String> given = Set.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments());
        for (String wanted : List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism")) {
            if (!given.contains(wanted)) {
                deviations.add("虚拟机没有带 " + wanted + "。");
            }
        }
        if (given.stream().noneMatch(argument -> argument.startsWith("-Xmx") || argument.startsWith("-XX:MaxRAM"))) {
            deviations.add("虚拟机没有限定堆的大小（-Xmx）。");
        }
        return deviations;
    }
}
