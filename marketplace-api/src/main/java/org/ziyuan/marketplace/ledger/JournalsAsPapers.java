package org.ziyuan.marketplace.ledger;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Journals that later ones correct. */
@Component
class JournalsAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select id, 'journal' as kind, '#' || seq as number, id as page, null::int as year, null::int as place,
                       true as open
                  from journal where id in (select id from wanted)
                """;
    }
}
