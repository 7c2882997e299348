package org.ziyuan.storefront.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

class DocumentsTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SOURCE = Pattern.compile("`([a-z-]+/src/main/[^`]+)`");
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
    private static final Pattern ROW_OF_JAVA = Pattern.compile("\\| `(\\w+)\\.\\w+` \\| `[^`]+/(\\w+)\\.java` \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    /** How a setting is called that says how long somebody waits. */
    private static final Pattern BOUND =
            Pattern.compile("^ziyuan\\..*(patience|silence|timeout|lease|lock|longest-pause)$");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    @Test
    void aPurchaseIsFollowedThroughAtMostTwelveFilesThatExist() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/follow-a-purchase.md"));
        List<String> files = SOURCE.matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(files).hasSizeBetween(8, 12);
        assertThat(files).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    /** A row names a file and the method to begin at; a method of Java is in the file beside it. */
    @Test
    void everyMethodThatAPurchaseIsFollowedThroughExists() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/follow-a-purchase.md"));
        List<MatchResult> named = METHOD.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named)
                .allSatisfy(name -> assertThat(methodsOf(name.group(1)))
                        .as("methods of %s", name.group(1))
                        .contains(name.group(2)));
        assertThat(ROW_OF_JAVA.matcher(page).results().toList())
                .hasSizeGreaterThan(8)
                .allSatisfy(row -> assertThat(row.group(2)).isEqualTo(row.group(1)));
    }

    @Test
    void everyLinkInTheDocumentsLeadsSomewhere() throws IOException {
        for (String name : List.of(
                "README.md",
                "docs/architecture.md",
                "docs/contributing.md",
                "docs/follow-a-purchase.md",
                "docs/operations.md",
                "docs/style.md")) {
            Path document = ROOT.resolve(name);
            assertThat(LINK.matcher(Files.readString(document)).results().map(MatchResult::group))
                    .allSatisfy(link -> assertThat(target(document, link)).exists());
        }
    }

    /** Rewrites the page when it differs and fails, so that the difference is looked at and committed. */
    @Test
    void everyRefusalIsListedWithItsSentences() throws IOException {
        Path page = ROOT.resolve("docs/refusals.md");
        String written = Files.exists(page) ? Files.readString(page) : "";
        String printed = refusals();

        if (!written.equals(printed)) {
            assertThat(Files.writeString(page, printed)).exists();
        }
        assertThat(written)
                .as("docs/refusals.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed);
    }

    /** A setting that bounds a wait stands in the table, with the limit it has; whoever changes one changes the other. */
    @Test
    void theTableOfWaitsSaysWhatTheSettingsSay() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operations.md"));
        String table = page.substring(page.indexOf("## Every wait has a limit"));
        List<String[]> rows = table.substring(0, table.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .map(line -> line.split(" \\| ", -1))
                .toList();
        Map<String, String> limits = limits();

        assertThat(rows).allSatisfy(row -> assertThat(row).as(row[0]).hasSize(5));
        assertThat(rows)
                .allSatisfy(row -> NAME.matcher(row[2])
                        .results()
                        .map(found -> limits.get(found.group(1)))
                        .filter(Objects::nonNull)
                        .forEach(limit ->
                                assertThat(row[1]).as(row[0] + " " + row[2]).contains(inWords(limit))));
        String settings = rows.stream().map(row -> row[2]).collect(Collectors.joining(" "));
        assertThat(limits.keySet().stream().filter(name -> BOUND.matcher(name).find()))
                .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
    }

    /** The methods of the one class of ours that is called so. */
    private static List<String> methodsOf(String simpleName) throws IOException {
        var found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:org/ziyuan/**/" + simpleName + ".class");
        assertThat(found).as("classes that are called %s", simpleName).hasSize(1);
        var reader = new SimpleMetadataReaderFactory().getMetadataReader(found[0]);
        Class<?> type = ClassUtils.resolveClassName(reader.getClassMetadata().getClassName(), null);
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).toList();
    }

    /** Every duration that can be set, by its name, as our records and application.yml have it. */
    private static Map<String, String> limits() {
        Map<String, String> limits = new TreeMap<>();
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (BeanDefinition found : scan.findCandidateComponents("org.ziyuan")) {
            Class<?> settings = ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null);
            String prefix = Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class))
                    .value();
            for (Parameter one : settings.getDeclaredConstructors()[0].getParameters()) {
                DefaultValue value = one.getAnnotation(DefaultValue.class);
                if (one.getType().equals(Duration.class) && value != null) {
                    limits.put(prefix + "." + DataObjectPropertyName.toDashedForm(one.getName()), value.value()[0]);
                }
            }
        }
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yml"));
        Properties ours = Objects.requireNonNull(yaml.getObject());
        ours.stringPropertyNames().forEach(name -> limits.put(name, ours.getProperty(name)));
        for (String option : ours.getProperty("spring.r2dbc.properties.options").split(";", -1)) {
            limits.put(option.split("=", -1)[0], option.split("=", -1)[1]);
        }
        limits.values().removeIf(value -> !value.matches("\\d+(ms|s|m|h|d)"));
        return limits;
    }

    /** As people write it: 1500ms is 1.5 s, 10m is 10 min. */
    private static String inWords(String limit) {
        if (limit.endsWith("ms")) {
            return new BigDecimal(limit.replace("ms", ""))
                            .movePointLeft(3)
                            .stripTrailingZeros()
                            .toPlainString() + " s";
        }
        return limit.replaceFirst("(\\d)([a-z])", "$1 $2").replaceFirst(" m$", " min");
    }

    private static Path target(Path document, String link) {
        String address = link.substring(2, link.length() - 1);
        int anchor = address.indexOf('#');
        return document.resolveSibling(anchor < 0 ? address : address.substring(0, anchor));
    }

    private static String refusals() throws IOException {
        Map<String, String> chinese = sentences("", "_en.properties");
        Map<String, String> english = sentences("_en", "\0");
        StringBuilder page = new StringBuilder("""
                # Refusals

                Every code a refusal can carry on the wire, with its sentence; `{name}` stands for a value of the refusal.
                Printed by `DocumentsTests` from the message bundles; do not edit.

                | code | 中文 | English |
                | --- | --- | --- |
                """);
        chinese.forEach((code, sentence) -> page.append("| `%s` | %s | %s |\n"
                .formatted(
                        code,
                        sentence.replace("|", "\\|"),
                        english.getOrDefault(code, "").replace("|", "\\|"))));
        return page.toString();
    }

    private static Map<String, String> sentences(String suffix, String not) throws IOException {
        Map<String, String> sentences = new TreeMap<>();
        Resource[] bundles = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*" + suffix + ".properties");
        for (Resource bundle : bundles) {
            if (String.valueOf(bundle.getFilename()).endsWith(not)) {
                continue;
            }
            Properties words = new Properties();
            try (Reader reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                words.load(reader);
            }
            words.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("refusal."))
                    .forEach(key -> sentences.put(key.substring("refusal.".length()), words.getProperty(key)));
        }
        return sentences;
    }
}
