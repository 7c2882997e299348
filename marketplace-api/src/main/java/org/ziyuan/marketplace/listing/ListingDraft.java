package org.ziyuan.marketplace.listing;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor writes before it is reviewed.
 *
 * @param kind textbook, app, resource, course or service; fixed once the listing exists
 * @param descriptionHtml the vendor's own words; what the sanitiser does not allow is dropped
 */
public record ListingDraft(
        @NotNull @Pattern(regexp = "textbook|app|resource|course|service")
        String kind,

        @NotBlank @Size(min = 2, max = 200) String title,
        @NotNull @Size(max = 200) String subtitle,
        @NotNull @Size(max = 1000) String summary,
        @NotNull @Size(max = 20_000) String descriptionHtml,
        @Nullable @Size(max = 40) String stage,
        @Nullable @Size(max = 40) String subject,
        @Nullable @Size(max = 80) String edition,
        @Nullable @Size(max = 40) String grade,
        @Nullable @Size(max = 40) String volume,
        @Nullable @Size(max = 80) String publisher) {}
