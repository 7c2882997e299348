package org.ziyuan.marketplace.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.ziyuan.marketplace.MarketplaceApi;

/** Arrows between features point downward and only where {@code package-info.java} declares them. */
class FeatureEdgesTests {

    private static final ApplicationModules FEATURES = ApplicationModules.of(MarketplaceApi.class);

    @Test
    void everyFeatureUsesOnlyTheFeaturesItDeclares() {
        FEATURES.verify();
    }

    @Test
    void everyFeatureDeclaresWhatItUses() {
        Set<String> undeclared = FEATURES.stream()
                .filter(feature -> !feature.getBasePackage()
                        .findAnnotation(org.springframework.modulith.ApplicationModule.class)
                        .isPresent())
                .map(ApplicationModule::getDisplayName)
                .collect(Collectors.toSet());

        assertThat(undeclared).isEmpty();
    }
}
