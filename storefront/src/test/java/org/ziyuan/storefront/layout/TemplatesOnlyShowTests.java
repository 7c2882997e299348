package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules are decided in Java: no template compares a state, a kind or a role with a name. */
class TemplatesOnlyShowTests {

    /** Which of its own tabs a fragment marks is the page's word to the fragment, and of no rule. */
    private static final String A_TAB = "(?<!\\bcurrent )";

    private static final List<Pattern> DECISIONS = Stream.of(
                    A_TAB + "[=!]=\\s*'[^']+'",
                    "'[^']+'\\s*[=!]=",
                    "\\b(eq|ne)\\s+'",
                    "\\.(equals|equalsIgnoreCase|startsWith|endsWith|contains)\\('",
                    "contains\\(\\{",
                    "\\broles\\.(contains|size)|contains\\([^)]*\\broles",
                    "(holds|is)AnyOf|hasRole|hasAuthority|hasAnyRole|#authorization|\\bsec:",
                    "th:case=\"'")
            .map(Pattern::compile)
            .toList();

    @Test
    void noTemplateComparesAStateAKindOrARoleWithAName() {
        List<String> decided = Templates.html().stream()
                .flatMap(file -> DECISIONS.stream()
                        .flatMap(pattern -> Templates.matches(pattern, file))
                        .distinct())
                .toList();

        assertThat(decided).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "th:if=\"${order.state.name() == 'ISSUED'}\"",
                "th:if=\"${'ISSUED' == order.state.name()}\"",
                "th:if=\"${run.state eq 'posted'}\"",
                "th:if=\"${shell.visitor.roles.contains('ACCOUNTANT')}\"",
                "th:unless=\"${roles.size() == 1}\"",
                "th:if=\"${#lists.contains(visitor.roles, each)}\"",
                "th:if=\"${#lists.contains({'PAID','DECLINED'}, order.state.name())}\"",
                "th:if=\"${requisition.state.name().startsWith('AWAITING')}\"",
                "th:if=\"${shell.visitor.holdsAnyOf(payers)}\"",
                "sec:authorize=\"hasRole('OPERATOR')\"",
                "th:case=\"'PAID'\""
            })
    void theRuleFindsWhatDecides(String guilty) {
        assertThat(DECISIONS).anyMatch(pattern -> pattern.matcher(guilty).find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "th:attr=\"aria-current=${current == 'tree' ? 'page' : null}\"",
                "th:href=\"@{/vendor/orders(state='ISSUED')}\"",
                "th:each=\"role : ${visitor.roles}\"",
                "th:if=\"${draft.title != ''}\""
            })
    void andLeavesAloneWhatShows(String innocent) {
        assertThat(DECISIONS).noneMatch(pattern -> pattern.matcher(innocent).find());
    }
}
