package org.ziyuan.storefront.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.NamedInterface;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.test.MoneyRules;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.vendor.VendorPortal;
import reactor.core.publisher.Mono;

/** Over the whole product: each rule holds, speaks of packages that exist, and finds the class below that breaks it. */
class ModuleEdgesTests {

    private static final String HERE = ModuleEdgesTests.class.getPackageName() + "..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.ziyuan");

    private static final Pattern ROOM = Pattern.compile("(org\\.ziyuan\\.marketplace\\.[a-z]+\\.)[a-z.]+");

    /** Packages whose classes answer requests, or do what requests ask. */
    private static final String[] ANSWERING = {
        "org.ziyuan.vendor..",
        "org.ziyuan.catalog..",
        "org.ziyuan.marketplace..",
        "org.ziyuan.procurement.approval..",
        "org.ziyuan.procurement.fulfilment..",
        "org.ziyuan.procurement.method..",
        "org.ziyuan.procurement.progress..",
        "org.ziyuan.procurement.requisition..",
        "org.ziyuan.storefront.apidocs..",
        "org.ziyuan.storefront.cover..",
        "org.ziyuan.storefront.home..",
        "org.ziyuan.storefront.inbox..",
        "org.ziyuan.storefront.layout..",
        "org.ziyuan.storefront.library..",
        "org.ziyuan.storefront.listing..",
        "org.ziyuan.storefront.order..",
        "org.ziyuan.storefront.requisition..",
        "org.ziyuan.storefront.search..",
        "org.ziyuan.storefront.spending..",
        "org.ziyuan.storefront.trail.."
    };

    static Stream<Guilt> rules() {
        return Stream.of(
                new Guilt(storefrontNeverNamesVendor(), NamesTheVendor.class),
                new Guilt(
                        theCoreKnowsNobodyAbove("org.ziyuan.marketplace.."),
                        theCoreKnowsNobodyAbove(HERE),
                        NamesTheVendor.class),
                new Guilt(onlyTheEnginePackageNamesCamunda(), NamesCamunda.class),
                new Guilt(nobodyNamesTheMainClass(), NamesTheMainClass.class),
                new Guilt(aClosedRoomIsNamedByItsFeatureAlone(), EntersARoom.class),
                new Guilt(MoneyRules.nothingBlocks(ANSWERING), MoneyRules.nothingBlocks(HERE), Blocks.class),
                new Guilt(MoneyRules.nothingCancelsAMoneyTransaction(), Impatient.class));
    }

    /** The rules of the core hold for every module above it that joins its transactions. */
    @Test
    void noModuleCancelsOrOpensAMoneyTransactionOnItsOwn() {
        MoneyRules.nothingCancelsAMoneyTransaction().check(OURS);
        MoneyRules.onlyMoneyTransactionsOpensTransactions().check(OURS);
    }

    @Test
    void noFractionComesNearMoneyInTheModulesThatAskForIt() {
        MoneyRules.noFractions(
                        "org.ziyuan.procurement..",
                        "org.ziyuan.vendor..",
                        "org.ziyuan.storefront.order..",
                        "org.ziyuan.storefront.requisition..",
                        "org.ziyuan.storefront.spending..",
                        "org.ziyuan.storefront.trail..",
                        "org.ziyuan.storefront.listing..")
                .check(OURS);
    }

    @Test
    void theRoomsOfTheApplianceStandInAnOrder() {
        slices().matching("org.ziyuan.storefront.appliance.(*)")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void noRoomOfTheApplianceNamesTheCommandsAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("org.ziyuan.storefront.appliance.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ziyuan.storefront.appliance")
                .check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeepsTheRuleAndTheRuleFindsTheGuilty(Guilt guilt) {
        guilt.rule().check(OURS);

        JavaClasses guilty = new ClassFileImporter().importClasses(guilt.type());
        assertThat(guilt.forGuilty().evaluate(guilty).hasViolation()).isTrue();
    }

    @Test
    void everyPackageThatARuleSpeaksOfExists() {
        assertThat(ANSWERING)
                .allSatisfy(named -> assertThat(OURS.stream()
                                .map(type -> type.getPackageName() + ".")
                                .anyMatch(found -> found.startsWith(named.replace("..", "."))))
                        .as(named)
                        .isTrue());
    }

    private static ArchRule storefrontNeverNamesVendor() {
        return noClasses()
                .that()
                .resideInAPackage("org.ziyuan.storefront..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ziyuan.vendor..");
    }

    private static ArchRule theCoreKnowsNobodyAbove(String core) {
        return noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ziyuan.procurement..",
                        "org.ziyuan.catalog..",
                        "org.ziyuan.vendor..",
                        "org.ziyuan.storefront..");
    }

    /** Rooms of a feature of the core are its own affair, but for those whose package-info opens them by a name. */
    private static ArchRule aClosedRoomIsNamedByItsFeatureAlone() {
        return classes().should(new ArchCondition<>("name no closed room of another feature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                entersARoom(type, dependency.getTargetClass().getBaseComponentType()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        });
    }

    private static boolean entersARoom(JavaClass type, JavaClass target) {
        Matcher room = ROOM.matcher(target.getPackageName());
        return room.matches()
                && !(type.getPackageName() + ".").startsWith(room.group(1))
                && !target.getPackage().isAnnotatedWith(NamedInterface.class);
    }

    /** The main class imports the modules; who needs its name in turn is told it. */
    private static ArchRule nobodyNamesTheMainClass() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("org.ziyuan")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ziyuan");
    }

    /** Maven lets the storefront see the engine's classes; only this rule keeps them behind their door. */
    private static ArchRule onlyTheEnginePackageNamesCamunda() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("org.ziyuan.procurement.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.camunda..");
    }

    /** @param forGuilty the same rule, looking at the package that the guilty class lives in */
    record Guilt(ArchRule rule, ArchRule forGuilty, Class<?> type) {
        Guilt(ArchRule rule, Class<?> type) {
            this(rule, rule, type);
        }
    }

    static final class NamesTheVendor {
        Object portal() {
            return new VendorPortal();
        }
    }

    static final class NamesTheMainClass {
        String name() {
            return ResourceSupermarket.class.getName();
        }
    }

    static final class EntersARoom {
        Object event() {
            return LedgerEvent.CORRECTED;
        }
    }

    static final class NamesCamunda {
        Object engine(org.camunda.bpm.engine.TaskService tasks) {
            return tasks.createTaskQuery();
        }
    }

    static final class Blocks {
        Object answer() {
            return Mono.just("late").blockOptional();
        }
    }

    record Impatient(MoneyTransactions money) {
        Mono<String> pay() {
            return money.execute(Mono.just("paid")).timeout(Duration.ofSeconds(1));
        }
    }
}
