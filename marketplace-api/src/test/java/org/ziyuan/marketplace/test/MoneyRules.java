package org.ziyuan.marketplace.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules of code that moves money, for the structure tests of every module. */
public final class MoneyRules {

    private static final Set<String> FRACTIONS = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private MoneyRules() {}

    /** A third of a fen does not exist; a number that can hold one loses money sooner or later. */
    public static ArchRule noFractions(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should(ArchCondition.from(
                        DescribedPredicate.describe("declare a double or float", MoneyRules::declaresAFraction)))
                .orShould()
                .callConstructor(BigDecimal.class, double.class)
                .orShould()
                .callMethod(BigDecimal.class, "valueOf", double.class)
                .orShould()
                .callMethod(BigDecimal.class, "doubleValue");
    }

    /** What cancels a transaction halfway tears it, or loses the answer to one that was committed. */
    public static ArchRule nothingCancelsAMoneyTransaction() {
        return noClasses()
                .that(DescribedPredicate.describe("run money transactions", MoneyRules::runsMoneyTransactions))
                .should()
                .callMethodWhere(DescribedPredicate.describe("cancels its source", MoneyRules::cancels));
    }

    /** One class opens transactions, so that none is left without its shield. */
    public static ArchRule onlyMoneyTransactionsOpensTransactions() {
        return noClasses()
                .that()
                .doNotBelongToAnyOf(MoneyTransactions.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(TransactionalOperator.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Transactional.class);
    }

    /** A blocked event loop serves nobody. */
    public static ArchRule nothingBlocks(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyCallMethodsThat(DescribedPredicate.describe(
                        "do not block",
                        method -> !(isReactive(method.getOwner())
                                && method.getName().startsWith("block"))));
    }

    private static boolean declaresAFraction(JavaClass type) {
        Stream<JavaClass> held = type.getFields().stream().map(JavaField::getRawType);
        Stream<JavaClass> passed = type.getCodeUnits().stream()
                .flatMap(code ->
                        Stream.concat(Stream.of(code.getRawReturnType()), code.getRawParameterTypes().stream()));
        return Stream.concat(held, passed).anyMatch(used -> FRACTIONS.contains(used.getName()));
    }

    private static boolean runsMoneyTransactions(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(MoneyTransactions.class));
    }

    private static boolean cancels(JavaMethodCall call) {
        String method = call.getTarget().getName();
        boolean cancelling = method.equals("timeout")
                || method.equals("or")
                || method.startsWith("take")
                || method.startsWith("switchMap")
                || method.startsWith("first")
                || method.startsWith("race");
        return cancelling && isReactive(call.getTargetOwner());
    }

    private static boolean isReactive(JavaClass type) {
        return type.isEquivalentTo(Mono.class) || type.isEquivalentTo(Flux.class);
    }
}
