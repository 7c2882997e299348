package org.ziyuan.storefront.appliance;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.ziyuan.storefront.appliance.start.Progress;

/**
 * Gives memory back when there is little to do. {@code java -jar} takes a heap by the size of the machine; a market that
 * sits idle on somebody's notebook should not keep what its start-up needed.
 */
final class IdleMemory {

    private IdleMemory() {}

    static void giveBack() {
        HotSpotDiagnosticMXBean virtualMachine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (virtualMachine != null) {
            // The lower bound first: it may never exceed the upper one.
            set(virtualMachine, "MinHeapFreeRatio", "10");
            set(virtualMachine, "MaxHeapFreeRatio", "30");
            set(virtualMachine, "G1PeriodicGCInterval", "120000");
        }
    }

    private static void set(HotSpotDiagnosticMXBean virtualMachine, String name, String value) {
        try {
            virtualMachine.setVMOption(name, value);
        } catch (IllegalArgumentException anotherCollector) {
            Progress.say("此虚拟机不支持 %s，空闲时不归还内存", name);
        }
    }
}
