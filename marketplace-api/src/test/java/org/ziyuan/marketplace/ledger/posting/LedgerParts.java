package org.ziyuan.marketplace.ledger.posting;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** A ledger of one's own over some database, wired as the application wires it. */
public final class LedgerParts {

    private LedgerParts() {}

    public static Ledger over(DatabaseClient database) {
        return over(database, LedgerSettings.DEFAULTS);
    }

    public static Ledger over(DatabaseClient database, LedgerSettings settings) {
        PostJournals journals = calls(database);
        return new Ledger(journals, new GroupCommit(journals, settings));
    }

    /** The posting function alone, one transaction a call. */
    static PostJournals calls(DatabaseClient database) {
        return new PostJournals(database, new JsonMapper(), Clock.system(ZoneId.of("Asia/Shanghai")));
    }
}
