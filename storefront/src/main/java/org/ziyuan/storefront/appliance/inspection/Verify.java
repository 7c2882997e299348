package org.ziyuan.storefront.appliance.inspection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.ziyuan.marketplace.audit.ChainHeads;
import org.ziyuan.marketplace.audit.Finding;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.audit.Verification;
import org.ziyuan.storefront.appliance.start.Progress;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The sub-command {@code verify}: every invariant over the configured database, one line each, the first offending row
 * named. Exit status 0 when all hold, 1 otherwise. It changes nothing and may run while another process serves.
 *
 * <p>{@code --export-heads FILE} writes the last entry of every chain, to be kept elsewhere; {@code --against FILE} proves
 * that the chains still contain what was kept.
 */
public final class Verify {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private Verify() {}

    public static int run(SpringApplication spring, String... arguments) {
        VerifyOptions options = VerifyOptions.of(arguments);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setLazyInitialization(true);
        spring.addListeners(Inspection.ofExistingData());
        spring.addInitializers(context -> context.addBeanFactoryPostProcessor(Verify::removeRunners));
        try (ConfigurableApplicationContext context =
                spring.run(options.others().toArray(String[]::new))) {
            return check(context, options);
        }
    }

    /** Removes what writes at the start, such as the demo province: verifying only reads. */
    private static void removeRunners(ConfigurableListableBeanFactory beans) {
        BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) beans;
        Stream.<Class<?>>of(ApplicationRunner.class, CommandLineRunner.class)
                .flatMap(kind -> Stream.of(beans.getBeanNamesForType(kind, true, false)))
                .distinct()
                .forEach(definitions::removeBeanDefinition);
    }

    private static int check(BeanFactory beans, VerifyOptions options) {
        ChainHeads heads = beans.getBean(ChainHeads.class);
        List<Invariant> also = new ArrayList<>();
        if (options.against() != null) {
            also.add(heads.contain(Flux.fromIterable(KeptHeads.kept(options.against()))));
        }
        AtomicReference<String> current = new AtomicReference<>("");
        Disposable signsOfLife = Flux.interval(SIGN_OF_LIFE)
                .subscribe(passed -> Progress.say("还在检查 %s …", String.valueOf(current.get())));
        try {
            Verification verification = beans.getBean(Verification.class);
            Boolean whole = verification
                    .atOneMoment(verification
                            .findings(also, current::set)
                            .doOnNext(VerifyReport::say)
                            .collectList()
                            .flatMap(found -> concluded(found, heads, options)))
                    .block();
            return Boolean.TRUE.equals(whole) ? 0 : 1;
        } finally {
            signsOfLife.dispose();
        }
    }

    /** Heads are kept only of a database that holds: a broken history must not become the one that others are held to. */
    private static Mono<Boolean> concluded(List<Finding> found, ChainHeads heads, VerifyOptions options) {
        long broken = found.stream().filter(finding -> !finding.holds()).count();
        Progress.OUT.printf("结论：%d 项不变式，%d 项不成立。%n", found.size(), broken);
        boolean whole = broken == 0 && !found.isEmpty();
        Path file = options.exportHeads();
        if (file == null || !whole) {
            return Mono.just(whole);
        }
        return heads.now().collectList().map(all -> {
            KeptHeads.keep(file, all);
            Progress.OUT.printf("链头：%d 条写入 %s%n", all.size(), file);
            return true;
        });
    }
}
