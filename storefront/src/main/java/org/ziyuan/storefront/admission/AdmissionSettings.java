package org.ziyuan.storefront.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many are let in at once and how long the others wait at the door.
 *
 * @param searchesPerCore searches at once, and visitors without a session, per core: what they ask costs our own processor
 * @param readsPerCore other requests of signed-in people that only look
 * @param actsPerCore whatever changes something: money, papers, signing in
 * @param notificationsPerCore notifications of payment providers and questions of tools
 * @param filesPerCore style sheets, scripts and pictures
 * @param uploads requests whose body is still on its way; it costs memory and no processor
 * @param waiting how many may wait before each of these doors
 * @param patience how long one waits at a door at most before one is sent away
 */
@ConfigurationProperties("ziyuan.admission")
record AdmissionSettings(
        @DefaultValue("1") int searchesPerCore,
        @DefaultValue("4") int readsPerCore,
        @DefaultValue("4") int actsPerCore,
        @DefaultValue("4") int notificationsPerCore,
        @DefaultValue("16") int filesPerCore,
        @DefaultValue("512") int uploads,
        @DefaultValue("2048") int waiting,
        @DefaultValue("800ms") Duration patience) {}
