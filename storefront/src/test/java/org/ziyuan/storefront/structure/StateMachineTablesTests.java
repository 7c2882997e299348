package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Prints the life cycles into the docs: when one changes, the file is rewritten and the test fails until it is committed. */
class StateMachineTablesTests {

    private static final Path FILE = Path.of("..", "docs", "state-machines.md");

    @Test
    void theTablesInTheDocsAreThoseOfTheStateMachines() throws IOException {
        String printed = StateColumn.all().stream()
                .map(StateColumn::lifeCycle)
                .filter(Objects::nonNull)
                .map(StateMachineTablesTests::table)
                .collect(Collectors.joining("\n", """
                                # State machines

                                Printed by `StateMachineTablesTests` from the life cycles in the code; do not edit. What no row
                                permits is refused, most often with `<document>-state-forbids`, naming the state and the event.

                                """, ""));
        String written = Files.exists(FILE) ? Files.readString(FILE) : "";

        if (!written.equals(printed)) {
            assertThat(Files.createDirectories(FILE.getParent())).exists();
            assertThat(Files.writeString(FILE, printed)).exists();
        }
        assertThat(written)
                .as("docs/state-machines.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed);
    }

    private static <S extends Enum<S>, E extends Enum<E>> String table(LifeCycle<S, E> lifeCycle) {
        String rows = lifeCycle.transitions().stream()
                .map(step -> "| %s | %s | %s |\n".formatted(step.from(), step.event(), step.to()))
                .collect(Collectors.joining());
        return "## %s\n\nStarts as %s.\n\n| from | event | to |\n| --- | --- | --- |\n%s"
                .formatted(lifeCycle.document(), lifeCycle.initial(), rows);
    }
}
