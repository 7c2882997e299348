package org.ziyuan.storefront.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.test.MoneyRules;

class ModuleEdgesTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.ziyuan");

    private static final ArchRule STOREFRONT_NEVER_NAMES_VENDOR = noClasses()
            .that()
            .resideInAPackage("org.ziyuan.storefront..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.ziyuan.vendor..");

    private static final ArchRule THE_CORE_KNOWS_NOBODY_ABOVE = noClasses()
            .that()
            .resideInAPackage("org.ziyuan.marketplace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.ziyuan.procurement..",
                    "org.ziyuan.catalog..",
                    "org.ziyuan.vendor..",
                    "org.ziyuan.storefront..");

    /** The rules of the core hold for every module above it that joins its transactions. */
    @Test
    void noModuleCancelsOrOpensAMoneyTransactionOnItsOwn() {
        MoneyRules.nothingCancelsAMoneyTransaction().check(OURS);
        MoneyRules.onlyMoneyTransactionsOpensTransactions().check(OURS);
    }

    @Test
    void noFractionComesNearMoneyInTheModulesThatAskForIt() {
        MoneyRules.noFractions(
                        "org.ziyuan.procurement..",
                        "org.ziyuan.vendor..",
                        "org.ziyuan.storefront.order..",
                        "org.ziyuan.storefront.requisition..",
                        "org.ziyuan.storefront.spending..",
                        "org.ziyuan.storefront.trail..",
                        "org.ziyuan.storefront.listing..")
                .check(OURS);
    }

    @Test
    void storefrontNeverNamesTheVendorPortal() {
        STOREFRONT_NEVER_NAMES_VENDOR.check(OURS);
    }

    @Test
    void theCoreKnowsNobodyAboveIt() {
        THE_CORE_KNOWS_NOBODY_ABOVE.check(OURS);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses trespasser = new ClassFileImporter().importClasses(Trespasser.class);

        assertThat(trespasser).isNotEmpty();
        assertThatThrownBy(() -> STOREFRONT_NEVER_NAMES_VENDOR.check(trespasser))
                .isInstanceOf(AssertionError.class);
    }

    /** What must not be: a class of storefront that names the vendors' module. */
    private static final class Trespasser {
        @SuppressWarnings("UnusedVariable")
        private org.ziyuan.vendor.VendorPortal portal = new org.ziyuan.vendor.VendorPortal();
    }
}
