package org.ziyuan.storefront.appliance;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.audit.Invariant.Violation;

/**
 * The sub-command {@code verify}: every invariant over the configured database, one line each, the first offending row
 * named. Exit status 0 when all hold, 1 otherwise. It changes nothing and may run while another process serves.
 */
final class Verify {

    private Verify() {}

    static int run(SpringApplication spring, String... arguments) {
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setLazyInitialization(true);
        spring.addListeners(Inspection.ofExistingData());
        spring.addInitializers(context -> context.addBeanFactoryPostProcessor(Verify::removeRunners));
        try (ConfigurableApplicationContext context = spring.run(arguments)) {
            return check(context);
        }
    }

    /** What runs at the start, such as the demo province, writes; whoever verifies only reads. */
    private static void removeRunners(ConfigurableListableBeanFactory beans) {
        BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) beans;
        Stream.<Class<?>>of(ApplicationRunner.class, CommandLineRunner.class)
                .flatMap(kind -> Stream.of(beans.getBeanNamesForType(kind, true, false)))
                .distinct()
                .forEach(definitions::removeBeanDefinition);
    }

    private static int check(ListableBeanFactory beans) {
        List<Invariant> invariants = beans.getBeansOfType(Invariant.class).values().stream()
                .sorted(Comparator.comparing(Invariant::code))
                .toList();
        long broken = invariants.stream().filter(invariant -> !holds(invariant)).count();
        Progress.OUT.printf("结论：%d 项不变式，%d 项不成立。%n", invariants.size(), broken);
        return broken == 0 && !invariants.isEmpty() ? 0 : 1;
    }

    private static boolean holds(Invariant invariant) {
        try {
            Violation first = invariant.check().next().block();
            if (first == null) {
                Progress.OUT.println("OK    " + invariant.code());
                return true;
            }
            Progress.OUT.printf("FAIL  %s  %s: %s%n", invariant.code(), first.row(), first.explanation());
        } catch (RuntimeException unanswered) {
            Progress.OUT.printf(
                    "FAIL  %s  无法检查: %s%n",
                    invariant.code(),
                    NestedExceptionUtils.getMostSpecificCause(unanswered).getMessage());
        }
        return false;
    }
}
