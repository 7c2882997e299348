package org.ziyuan.marketplace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes of intake are put together, so the test of all words does not see them. */
class MisfitTests {

    private static final EnumSet<Misfit> NOT_OF_ENROLMENT = EnumSet.of(Misfit.DAY_MALFORMED, Misfit.WORD_UNKNOWN);

    @Test
    void everythingThatCanBeWrongWithAFileHasItsSentence() {
        for (Locale language : new Locale[] {Locale.ROOT, Locale.ENGLISH}) {
            Set<String> known = new TreeSet<>();
            for (String bundle : new String[] {"messages/intake", "messages/funding"}) {
                known.addAll(ResourceBundle.getBundle(bundle, language).keySet());
            }

            assertThat(known).containsAll(codes("intake", EnumSet.noneOf(Misfit.class)));
            assertThat(known).containsAll(codes("enrolment", NOT_OF_ENROLMENT));
        }
    }

    private static Set<String> codes(String family, EnumSet<Misfit> without) {
        return Stream.of(Misfit.values())
                .filter(misfit -> !without.contains(misfit))
                .map(misfit -> "refusal." + family + "-" + misfit.word())
                .collect(Collectors.toSet());
    }
}
