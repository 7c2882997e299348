package org.ziyuan.marketplace.listing.file;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identifier.WrittenIdentifiers;

/** The vendor's own codes of listings. */
@Component
class ListingCodes implements WrittenIdentifiers {

    @Override
    public String sql() {
        return "select 'listing of ' || l.vendor_id, l.vendor_id::text, l.external_code from listing l";
    }
}
