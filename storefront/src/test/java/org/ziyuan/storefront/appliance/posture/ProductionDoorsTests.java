package org.ziyuan.storefront.appliance.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class ProductionDoorsTests {

    private static final String ALIPAY = "ziyuan.payment.alipay.";

    private final MockEnvironment environment = new MockEnvironment();

    @BeforeEach
    void aGoodInstallation() {
        environment.setProperty("spring.r2dbc.url", "r2dbc:postgresql://db.example:5432/market?sslMode=verify-full");
        environment.setProperty("spring.flyway.url", "jdbc:postgresql://db.example:5432/market?sslmode=verify-full");
        environment.setProperty("management.endpoints.web.exposure.include", "health,info,prometheus");
    }

    @Test
    void aGoodInstallationOnThisVeryClassPathHasNoOpenDoor() {
        assertThat(ProductionDoors.problems(environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.r2dbc.url, r2dbc:postgresql://192.0.2.7/market",
        "spring.r2dbc.url, r2dbc:postgresql://192.0.2.7/market?sslmode=verify-full",
        "spring.r2dbc.url, r2dbc:postgresql://192.0.2.7/market?sslMode=require",
        "spring.flyway.url, jdbc:postgresql://192.0.2.7/market?sslMode=verify-full",
        "ziyuan.engine.datasource.url, jdbc:postgresql://192.0.2.7/market"
    })
    void aDatabaseElsewhereNeedsTheOptionAsItsOwnDriverSpellsIt(String property, String url) {
        environment.setProperty(property, url);

        assertThat(problems()).singleElement().asString().startsWith(property);
    }

    @Test
    void aDatabaseOnThisMachineNeedsNoCertificate() {
        environment.setProperty("spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:5432/market");
        environment.setProperty("spring.flyway.url", "jdbc:postgresql://localhost:5432/market");

        assertThat(problems()).isEmpty();
    }

    @Test
    void talkativeEndpointsAndTheEnginesOtherDoorsAreNamed() {
        environment.setProperty("management.endpoints.web.exposure.include", "health,heapdump");

        assertThat(ProductionDoors.problems(environment, name -> name.contains("CamundaRestResources")))
                .hasSize(2)
                .anyMatch(line -> line.contains("heapdump"))
                .anyMatch(line -> line.contains("CamundaRestResources"));
    }

    @Test
    void alipayIsContractedWithRealKeysOrNotAtAll() throws NoSuchAlgorithmException {
        environment.setProperty(ALIPAY + "app-id", "2026000000000000");
        environment.setProperty(ALIPAY + "notify-url", "http://market.example/notify/alipay");

        assertThat(problems())
                .hasSize(4)
                .anyMatch(line -> line.startsWith(ALIPAY + "private-key"))
                .anyMatch(line -> line.startsWith(ALIPAY + "alipay-public-key"))
                .anyMatch(line -> line.contains(ALIPAY + "seller-id"))
                .anyMatch(line -> line.startsWith(ALIPAY + "notify-url"));

        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        var keys = rsa.generateKeyPair();
        environment.setProperty(ALIPAY + "seller-id", "2088000000000000");
        environment.setProperty(ALIPAY + "private-key", base64(keys.getPrivate().getEncoded()));
        environment.setProperty(
                ALIPAY + "alipay-public-key", base64(keys.getPublic().getEncoded()));
        environment.setProperty(ALIPAY + "notify-url", "https://market.example/notify/alipay");
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return ProductionDoors.problems(environment, name -> false);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
