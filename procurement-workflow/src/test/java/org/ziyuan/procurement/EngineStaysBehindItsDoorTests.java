package org.ziyuan.procurement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class EngineStaysBehindItsDoorTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Packaged, the core's tests are a jar of their own, which the option above does not know.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.ziyuan");

    private static final ArchRule ONLY_THE_ENGINE_PACKAGE_NAMES_CAMUNDA = noClasses()
            .that()
            .resideOutsideOfPackage("org.ziyuan.procurement.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda..");

    private static final ArchRule NOBODY_ASKS_WITH_EXPRESSIONS_OR_NATIVE_QUERIES = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                            "org.camunda.."))
                            .and(com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                    ".*Expression|createNative.*|objectValue.*"))));

    private static final ArchRule ONLY_THE_ENGINE_BLOCKS = noClasses()
            .that()
            .resideOutsideOfPackage("org.ziyuan.procurement.engine..")
            .should()
            // What went wrong may be named anywhere: an error that reaches the web is told apart by its state.
            .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            "javax.sql..", "java.sql..", "org.springframework.jdbc..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(java.sql.SQLException.class))));

    @Test
    void onlyTheEnginePackageNamesCamunda() {
        ONLY_THE_ENGINE_PACKAGE_NAMES_CAMUNDA.check(OURS);
    }

    @Test
    void onlyTheEnginePackageUsesJdbc() {
        ONLY_THE_ENGINE_BLOCKS.check(OURS);
    }

    @Test
    void nobodyAsksTheEngineWithExpressions() {
        NOBODY_ASKS_WITH_EXPRESSIONS_OR_NATIVE_QUERIES.check(OURS);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses tests = new ClassFileImporter().importClasses(Trespasser.class);

        assertThat(tests).isNotEmpty();
        assertThatThrownBy(() -> ONLY_THE_ENGINE_PACKAGE_NAMES_CAMUNDA.check(tests))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ONLY_THE_ENGINE_BLOCKS.check(tests)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> NOBODY_ASKS_WITH_EXPRESSIONS_OR_NATIVE_QUERIES.check(tests))
                .isInstanceOf(AssertionError.class);
    }

    /** Does what the rules forbid, so that each is seen to fail. */
    static final class Trespasser {
        Object trespass(org.camunda.bpm.engine.TaskService tasks, javax.sql.DataSource source) {
            return tasks.createTaskQuery().taskNameLike(source.toString()).taskAssigneeExpression("x");
        }
    }
}
