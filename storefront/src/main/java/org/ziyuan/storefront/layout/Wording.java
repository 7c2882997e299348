package org.ziyuan.storefront.layout;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * All words of all modules: every {@code messages/<name>.properties} on the class path (Chinese) with its {@code _en}
 * sister. A new feature adds a bundle of its own and is found without being named here.
 */
@Configuration(proxyBeanMethods = false)
class Wording {

    private static final String SUFFIX = ".properties";

    @Bean
    MessageSource messageSource(ResourcePatternResolver resources) throws IOException {
        // It keeps all bundles of a language as one table; a page has some hundred words, and there are forty bundles.
        var words = new ReloadableResourceBundleMessageSource();
        words.setCacheSeconds(-1);
        words.setBasenames(bundles(resources));
        words.setDefaultEncoding("UTF-8");
        // The machine's own language must not decide what a school in Guangdong reads.
        words.setFallbackToSystemLocale(false);
        return words;
    }

    private static String[] bundles(ResourcePatternResolver resources) throws IOException {
        return Stream.of(resources.getResources("classpath*:messages/*" + SUFFIX))
                .map(Resource::getFilename)
                .map(name -> Objects.requireNonNull(name, "a bundle without a file name"))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .filter(name -> !name.endsWith("_en"))
                .distinct()
                .sorted()
                .map(name -> "classpath:messages/" + name)
                .toArray(String[]::new);
    }
}
