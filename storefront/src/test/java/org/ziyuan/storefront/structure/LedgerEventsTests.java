package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.transaction.Rounds;

/** What the ledger can post and nobody posts is written down, with what will call it; the list is neither short nor long. */
class LedgerEventsTests {

    private static final Path LIST = Path.of("src/test/resources/structure/ledger-events.txt");
    private static final String LEDGER = "org.ziyuan.marketplace.ledger";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // In a whole build the tests of the modules below come as an archive.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.ziyuan");

    private static final JavaClass EVENT = PRODUCT.stream()
            .filter(type -> type.getSimpleName().equals("LedgerEvent"))
            .findFirst()
            .orElseThrow();

    @Test
    void eventsThatNothingCallsAreListedWithWhatWillCallThem() throws IOException {
        Set<String> uncalled = EVENT.getEnumConstants().stream()
                .map(JavaEnumConstant::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(uncalled).hasSizeGreaterThan(35);
        uncalled.removeAll(posted(begun()));

        assertThat(listed()).isEqualTo(uncalled);
    }

    /** Seen to find one: without its callers a purchase reserves nothing. */
    @Test
    void findsAnEventWhoseCallerIsGone() {
        Set<JavaCodeUnit> others = begun();
        others.removeIf(unit -> unit.getOwner().getPackageName().startsWith("org.ziyuan.marketplace.payment"));

        assertThat(posted(begun())).contains("PAYMENT_SETTLED");
        assertThat(posted(others)).doesNotContain("PAYMENT_SETTLED").contains("REQUISITION_RESERVED");
    }

    private static Set<String> listed() throws IOException {
        try (Stream<String> lines = Files.lines(LIST)) {
            return lines.filter(line -> line.matches("[A-Z_]+ +(issue|no issue yet:) .+"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Where a posting begins: everything outside the ledger, and the ledger's own loops. */
    private static Set<JavaCodeUnit> begun() {
        return PRODUCT.stream()
                .filter(type -> !isLedgers(type) || type.isAssignableTo(Rounds.class))
                .flatMap(type -> type.getCodeUnits().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The events that are reached from there through the ledger's own methods. */
    private static Set<String> posted(Set<JavaCodeUnit> begun) {
        Map<String, JavaCodeUnit> ledgers = PRODUCT.stream()
                .filter(type -> isLedgers(type) && !type.equals(EVENT))
                .flatMap(type -> type.getCodeUnits().stream())
                .collect(Collectors.toMap(JavaCodeUnit::getFullName, Function.identity()));
        Set<JavaCodeUnit> reached = new HashSet<>(begun);
        Deque<JavaCodeUnit> next = new ArrayDeque<>(begun);
        Set<String> events = new TreeSet<>();
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            unit.getFieldAccesses().stream()
                    .filter(access -> access.getTargetOwner().equals(EVENT) && !isOnlyAskedFor(access, unit))
                    .forEach(access -> events.add(access.getTarget().getName()));
            targets(unit)
                    .filter(ledgers::containsKey)
                    .map(ledgers::get)
                    .filter(reached::add)
                    .forEach(next::add);
        }
        return events;
    }

    /** Whether a journal is of a kind is asked in one breath; nothing is posted by that. */
    private static boolean isOnlyAskedFor(JavaFieldAccess access, JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().equals(EVENT)
                        && call.getName().equals("kind")
                        && call.getLineNumber() == access.getLineNumber());
    }

    private static Stream<String> targets(JavaCodeUnit unit) {
        return Stream.<Set<? extends JavaAccess<?>>>of(
                        unit.getCallsFromSelf(),
                        unit.getMethodReferencesFromSelf(),
                        unit.getConstructorReferencesFromSelf())
                .flatMap(Set::stream)
                .map(access -> access.getTarget().getFullName());
    }

    private static boolean isLedgers(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(LEDGER + ".");
    }
}
