package org.ziyuan.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchRequest;
import reactor.core.publisher.Mono;

class CatalogStructureTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ziyuan.catalog");

    /** Where the class lives that breaks every rule. */
    private static final String GUILTY = "org.ziyuan.catalog";

    private static final ArchRule NOBODY_BLOCKS = noClasses()
            .should()
            .callMethod(Mono.class, "block")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @Test
    void analysisIsPure() {
        knowsNoEngineAndNoDatabase("org.ziyuan.catalog.analysis..").check(OURS);
    }

    @Test
    void newsOfListingsGoesUpAndQuestionsGoDown() {
        doesNotKnowWhoAsks("org.ziyuan.catalog.index..").check(OURS);
    }

    @Test
    void nobodyBlocks() {
        NOBODY_BLOCKS.check(OURS);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses trespasser = new ClassFileImporter().importClasses(Trespasser.class);

        assertThat(List.of(NOBODY_BLOCKS, knowsNoEngineAndNoDatabase(GUILTY), doesNotKnowWhoAsks(GUILTY)))
                .allSatisfy(rule ->
                        assertThat(rule.evaluate(trespasser).hasViolation()).isTrue());
    }

    private static ArchRule knowsNoEngineAndNoDatabase(String analysis) {
        return noClasses()
                .that()
                .resideInAPackage(analysis)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ziyuan.catalog.index..",
                        "org.ziyuan.catalog.search..",
                        "org.ziyuan.marketplace..",
                        "org.opensearch..",
                        "io.r2dbc..",
                        "reactor..");
    }

    private static ArchRule doesNotKnowWhoAsks(String index) {
        return noClasses()
                .that()
                .resideInAPackage(index)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.ziyuan.catalog.search..");
    }

    /** Does what the rules forbid. */
    static final class Trespasser {
        Object trespass(Search search) {
            return String.valueOf(search.find(SearchRequest.of("数学")).block());
        }
    }
}
