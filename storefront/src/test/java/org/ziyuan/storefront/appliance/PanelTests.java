package org.ziyuan.storefront.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.storefront.appliance.parts.EmbeddedParts;

class PanelTests {

    @TempDir
    private Path folder;

    @Test
    void theAddressIsTheOneThatAnswers() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("ziyuan.data-dir", folder.toString())
                .withProperty("local.server.port", "8443");

        assertThat(printed(environment)).contains("http://127.0.0.1:8443/");
        environment.setProperty("server.ssl.bundle", "market");
        assertThat(printed(environment)).contains("https://127.0.0.1:8443/");
    }

    private static String printed(MockEnvironment environment) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            context.refresh();
            Panel.of(context, EmbeddedParts.inspect(environment))
                    .print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
