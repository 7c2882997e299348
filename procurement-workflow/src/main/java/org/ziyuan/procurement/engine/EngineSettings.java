package org.ziyuan.procurement.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * How the engine is run.
 *
 * @param datasource the engine's own way into the database; what is left out is taken from {@code spring.datasource}
 * @param pool connections of the engine at most: steps, jobs, the relay and its listener share them
 * @param silence a connection on which the database owes an answer for so long is thrown away; more than the
 *     {@code statement_timeout} of its session
 * @param relays news handed to the engine at once
 * @param steps service steps worked at once
 * @param poll how often it looks for messages and steps although nothing woke it
 * @param lock how long a step is left to whoever fetched it; longer than three times the slowest
 * @param attempts after so many failures a step or message waits for a person
 * @param pause the pause after the first failure; it doubles with each further one
 * @param secondChance how often steps that have failed too often are tried once more
 * @param background false: nothing runs by itself, as a test wants it that takes every step by hand
 */
@ConfigurationProperties("ziyuan.engine")
record EngineSettings(
        @DefaultValue Access datasource,
        @DefaultValue("12") int pool,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("3") int relays,
        @DefaultValue("4") int steps,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("60s") Duration lock,
        @DefaultValue("8") int attempts,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("10m") Duration secondChance,
        @DefaultValue("true") boolean background) {

    /** Address, user and password. */
    record Access(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        Access orElse(Environment environment) {
            return new Access(
                    url != null ? url : environment.getRequiredProperty("spring.datasource.url"),
                    username != null ? username : environment.getProperty("spring.datasource.username"),
                    password != null ? password : environment.getProperty("spring.datasource.password"));
        }
    }

    Duration pauseAfter(int failures) {
        Duration doubled = pause.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 12));
        return doubled.compareTo(Duration.ofMinutes(10)) > 0 ? Duration.ofMinutes(10) : doubled;
    }
}
