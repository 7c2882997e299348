package org.ziyuan.marketplace.listing;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.opening.OpeningLink;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.vocabulary.Facet;

/**
 * What a vendor writes before it is reviewed.
 *
 * @param kind textbook, app, resource, course or service; fixed once the listing exists
 * @param edition a term, and in brackets behind it what the vendor says of it, such as 三年级起点
 * @param link where whoever may use it is sent: an https address
 * @param descriptionHtml the vendor's own words; what the sanitiser does not allow is dropped
 */
public record ListingDraft(
        @NotNull @Pattern(regexp = "textbook|app|resource|course|service")
        String kind,

        @NotNull @Schema(minLength = 2, maxLength = 200) String title,
        @NotNull @Schema(maxLength = 200) String subtitle,
        @NotNull @Schema(maxLength = 1000) String summary,
        @NotNull @Schema(maxLength = 20_000) String descriptionHtml,
        @Nullable @Schema(maxLength = 40) String stage,
        @Nullable @Schema(maxLength = 40) String subject,
        @Nullable @Schema(maxLength = 80) String edition,
        @Nullable @Schema(maxLength = 40) String grade,
        @Nullable @Schema(maxLength = 40) String volume,
        @Nullable @Schema(maxLength = 80) String publisher,
        @Nullable @Schema(maxLength = 500) String link) {

    /** What is kept of it. Refuses with what {@link TextField#read}, {@link Facet#read} and {@link OpeningLink} name. */
    ListingDraft read() {
        return new ListingDraft(
                kind,
                TextField.name("title", 2, 200).read(title),
                TextField.name("subtitle", 0, 200).read(subtitle),
                TextField.words("summary", 0, 1000).read(summary),
                TextField.words("descriptionHtml", 0, 20_000)
                        .cleanedBy(VendorHtml::clean)
                        .read(descriptionHtml),
                Facet.STAGE.read(TextField.name("stage", 0, 40).readOrNothing(stage)),
                Facet.SUBJECT.read(TextField.name("subject", 0, 40).readOrNothing(subject)),
                Facet.EDITION.read(TextField.name("edition", 0, 80).readOrNothing(edition)),
                Facet.GRADE.read(TextField.name("grade", 0, 40).readOrNothing(grade)),
                Facet.VOLUME.read(TextField.name("volume", 0, 40).readOrNothing(volume)),
                TextField.name("publisher", 0, 80).readOrNothing(publisher),
                OpeningLink.read(link));
    }
}
