package org.ziyuan.marketplace.setting;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A setting as somebody set it.
 *
 * @param holdsFrom the first day on which it holds, at midnight in Beijing
 * @param reason why, in words
 */
public record SettingChange(
        UUID id,
        PlatformSetting name,
        String value,
        LocalDate holdsFrom,
        String reason,
        String setByName,
        OffsetDateTime setAt) {}
