package org.ziyuan.marketplace.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** A word that the operator adds is a value at once, is nobody else's, and is taken back by saying so. */
@MarketplaceTest
class AddWordTests {

    @Autowired
    AddWord add;

    @Autowired
    AddedWords added;

    @Autowired
    DatabaseClient database;

    private Actor operator;
    private String word;

    @BeforeEach
    void anOperatorAndAWord() {
        TestPeople people = new TestPeople(database);
        String code = "w" + Ids.next().toString().replace("-", "");
        UUID platform = people.organization("operator", null, code, code);
        operator = people.employ(people.person(), platform, code, Role.OPERATOR);
        word = ThreadLocalRandom.current()
                        .ints(8, 0x4E00, 0x9FA0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                + "版";
    }

    @Test
    void aTermIsChosenAndReadAndHasACodeThatIsNobodyElses() {
        UUID id = Ids.next();
        add(id, word, "");
        add(id, word, "");

        assertThat(Facet.EDITION.has(word)).isTrue();
        FacetTerm term = Facet.EDITION.terms().stream()
                .filter(one -> one.value().equals(word))
                .findFirst()
                .orElseThrow();
        assertThat(term.code()).matches("B[1-9]\\d{3,}");
        assertThat(Facet.EDITION.read(term.code())).isEqualTo(word);
        assertThat(FacetTerm.all().stream().map(FacetTerm::code)).doesNotHaveDuplicates();
        assertThat(shown()).hasSize(1).first().satisfies(one -> {
            assertThat(one.saidByName()).contains(operator.displayName(), "（");
            assertThat(one.isStanding()).isTrue();
        });
        refused(Ids.next(), word, "", "facet-word-taken");
    }

    @Test
    void anotherSpellingIsReadUntilItIsTakenBack() {
        UUID id = Ids.next();
        add(id, "人教版", word);
        assertThat(Facet.EDITION.read(word)).isEqualTo("人教版");
        assertThat(Facet.SUBJECT.terms()).noneMatch(term -> term.aliases().contains(word));

        add.withdraw(id, "写错了", operator).block();
        add.withdraw(id, "写错了", operator).block();
        assertThatThrownBy(() -> Facet.EDITION.read(word))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("facet-unknown"));
        assertThat(shown()).hasSize(2).noneMatch(AddedWord::isStanding);
        add(Ids.next(), "人教版", word);
        assertThat(Facet.EDITION.read(word)).isEqualTo("人教版");
    }

    @Test
    void whatMeansSomethingAlreadyOrNothingIsRefused() {
        refused(Ids.next(), "统编版", "", "facet-word-taken");
        refused(Ids.next(), "人教版", "部编", "facet-word-taken");
        refused(Ids.next(), "人教版", "数学", "facet-word-taken");
        refused(Ids.next(), word, word + "甲", "facet-unknown");
        refused(Ids.next(), "版", "", "text-length");
        refused(Ids.next(), word + "\u202E", "", "text-character");
        assertThatThrownBy(() -> add.add(Ids.next(), Facet.EDITION, word, "", " ", operator)
                        .block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("reason-required"));
        Actor teacher = new TestPeople(database).atNewSchool(Role.TEACHER);
        assertThatThrownBy(() -> add.add(Ids.next(), Facet.EDITION, word, "", "要", teacher)
                        .block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("role-required"));
        assertThat(shown()).isEmpty();
    }

    private void add(UUID id, String value, String written) {
        add.add(id, Facet.EDITION, value, written, "新教材", operator).block();
    }

    private void refused(UUID id, String value, String written, String code) {
        assertThatThrownBy(() -> add(id, value, written))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private List<AddedWord> shown() {
        return added.list(Sought.everything(Cursor.START, 50)).blockOptional().orElseThrow().items().stream()
                .filter(one -> one.written().equals(word))
                .toList();
    }
}
