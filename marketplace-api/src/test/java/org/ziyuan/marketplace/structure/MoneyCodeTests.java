package org.ziyuan.marketplace.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.annotation.Transactional;
import org.ziyuan.marketplace.test.MoneyRules;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Each rule holds for the code, and is seen to find the class below that breaks it. */
class MoneyCodeTests {

    private static final String ROOT = "org.ziyuan.marketplace";
    private static final String[] MONEY = Stream.of(
                    "money",
                    "funding",
                    "enrolment",
                    "allocation",
                    "execution",
                    "ledger",
                    "ordering",
                    "payment",
                    "adjustment",
                    "pooling",
                    "yearend",
                    "listing")
            .map(feature -> ROOT + "." + feature + "..")
            .toArray(String[]::new);
    /** Text blocks, strings and comments. */
    private static final Pattern NOT_CODE =
            Pattern.compile("(?s:\"\"\".*?\"\"\"|/\\*.*?\\*/)|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|//[^\\n]*+");

    private static final String[] GUILTY = {ROOT + ".structure.."};

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<Guilt> rules() {
        return Stream.of(
                new Guilt(MoneyRules.noFractions(MONEY), MoneyRules.noFractions(GUILTY), Fractions.class),
                new Guilt(MoneyRules.noFractions(MONEY), MoneyRules.noFractions(GUILTY), FractionsFromText.class),
                new Guilt(MoneyRules.nothingCancelsAMoneyTransaction(), Impatient.class),
                new Guilt(MoneyRules.onlyMoneyTransactionsOpensTransactions(), OwnTransaction.class),
                new Guilt(MoneyRules.nothingBlocks(ROOT + ".."), Blocking.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCodeKeepsTheRuleAndTheRuleFindsTheGuilty(Guilt guilt) {
        guilt.rule().check(CODE);

        JavaClasses guilty = new ClassFileImporter().importClasses(guilt.type());
        assertThat(guilt.forGuilty().evaluate(guilty).hasViolation()).isTrue();
    }

    @Test
    void noSourceOfMoneyCodeNamesAFraction() throws IOException {
        for (String feature : List.of(
                "money",
                "funding",
                "enrolment",
                "allocation",
                "execution",
                "ledger",
                "ordering",
                "payment",
                "adjustment",
                "pooling",
                "yearend")) {
            try (Stream<Path> files =
                    Files.walk(Path.of("src/main/java/org/ziyuan/marketplace").resolve(feature))) {
                assertThat(files.filter(Files::isRegularFile).filter(MoneyCodeTests::namesAFraction))
                        .isEmpty();
            }
        }
    }

    @Test
    void theSearchForFractionsFindsOne() {
        assertThat(namesAFraction("double price = 0.1;")).isTrue();
        assertThat(namesAFraction("/* a double */ long price = 1; // float")).isFalse();
    }

    private static boolean namesAFraction(Path file) {
        try {
            return namesAFraction(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static boolean namesAFraction(String source) {
        String code = NOT_CODE.matcher(source).replaceAll("");
        return Pattern.compile("\\b(double|float|Double|Float|doubleValue|floatValue)\\b")
                .matcher(code)
                .find();
    }

    record Guilt(ArchRule rule, ArchRule forGuilty, Class<?> type) {
        Guilt(ArchRule rule, Class<?> type) {
            this(rule, rule, type);
        }
    }

    static class Fractions {
        double price;
    }

    static class FractionsFromText {
        @SuppressWarnings("BigDecimalLiteralDouble")
        BigDecimal price() {
            return new BigDecimal(0.1);
        }
    }

    record Impatient(MoneyTransactions money) {
        Mono<String> pay() {
            return money.execute(Mono.just("paid")).timeout(Duration.ofSeconds(1));
        }
    }

    static class OwnTransaction {
        @Transactional
        void pay() {}
    }

    static class Blocking {
        Object pay() {
            return Mono.just("paid").blockOptional();
        }
    }
}
