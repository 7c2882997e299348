package org.ziyuan.marketplace.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds what one file may be that comes in.
 *
 * @param largestFile bytes of the file as it is sent
 * @param largestContent bytes that an XLSX file may have when it is unpacked
 * @param mostRows rows of one file
 * @param longestCell characters of one cell
 * @param atOnce files that a node holds in memory at the same time, while they arrive and while they are read
 * @param mostFaults after so many faults the rest is counted and not written down any more
 */
@ConfigurationProperties("ziyuan.intake")
record IntakeSettings(
        @DefaultValue("16777216") int largestFile,
        @DefaultValue("134217728") long largestContent,
        @DefaultValue("200000") int mostRows,
        @DefaultValue("100") int longestCell,
        @DefaultValue("8") int atOnce,
        @DefaultValue("1000") int mostFaults) {}
