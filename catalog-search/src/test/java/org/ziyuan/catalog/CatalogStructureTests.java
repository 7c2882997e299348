package org.ziyuan.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchRequest;
import reactor.core.publisher.Mono;

class CatalogStructureTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ziyuan.catalog");

    private static final ArchRule ANALYSIS_KNOWS_NO_ENGINE_AND_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage("org.ziyuan.catalog.analysis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.ziyuan.catalog.index..",
                    "org.ziyuan.catalog.search..",
                    "org.ziyuan.marketplace..",
                    "org.opensearch..",
                    "io.r2dbc..",
                    "reactor..");

    private static final ArchRule THE_INDEX_DOES_NOT_KNOW_WHO_ASKS = noClasses()
            .that()
            .resideInAPackage("org.ziyuan.catalog.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.ziyuan.catalog.search..");

    private static final ArchRule NOBODY_BLOCKS = noClasses()
            .should()
            .callMethod(Mono.class, "block")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @Test
    void analysisIsPure() {
        ANALYSIS_KNOWS_NO_ENGINE_AND_NO_DATABASE.check(OURS);
    }

    @Test
    void newsOfListingsGoesUpAndQuestionsGoDown() {
        THE_INDEX_DOES_NOT_KNOW_WHO_ASKS.check(OURS);
    }

    @Test
    void nobodyBlocks() {
        NOBODY_BLOCKS.check(OURS);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses trespasser = new ClassFileImporter().importClasses(Trespasser.class);

        assertThatThrownBy(() -> NOBODY_BLOCKS.check(trespasser)).isInstanceOf(AssertionError.class);
    }

    /** Does what the rule forbids. */
    static final class Trespasser {
        Object trespass(Search search) {
            return String.valueOf(search.find(SearchRequest.of("数学")).block());
        }
    }
}
