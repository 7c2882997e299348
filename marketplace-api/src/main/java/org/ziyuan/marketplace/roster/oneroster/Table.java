package org.ziyuan.marketplace.roster.oneroster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ziyuan.marketplace.sheet.incoming.Cell;
import org.ziyuan.marketplace.sheet.incoming.Rows;

/** One file of an archive: of each row the columns that say something to us, by their names in the specification. */
final class Table implements Rows {

    private static final Set<String> KEPT = Set.of(
            "sourcedId",
            "status",
            "name",
            "type",
            "identifier",
            "title",
            "startDate",
            "schoolYear",
            "enabledUser",
            "givenName",
            "familyName",
            "role",
            "grades",
            "agentSourcedIds",
            "orgSourcedId",
            "orgSourcedIds",
            "primaryOrgSourcedId",
            "userSourcedId",
            "classSourcedId",
            "schoolSourcedId",
            "courseSourcedId",
            "classType",
            "subjects",
            "termSourcedIds",
            "propertyName",
            "value");

    private final Map<Integer, String> heading = new HashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final int most;

    Table(int most) {
        this.most = most;
    }

    /** Names of columns are as the specification writes them; others are passed over, as metadata of exporters is. */
    @Override
    public void row(int number, List<Cell> cells) {
        if (heading.isEmpty()) {
            for (int place = 0; place < cells.size(); place++) {
                String name = cells.get(place).text().strip();
                if (KEPT.contains(name)) {
                    heading.put(place, name);
                }
            }
            return;
        }
        if (rows.size() >= most) {
            throw Misfits.tooManyRows(most);
        }
        Map<String, String> row = new HashMap<>();
        for (int place = 0; place < cells.size(); place++) {
            String name = heading.get(place);
            if (name != null) {
                row.put(name, cells.get(place).text().strip());
            }
        }
        rows.add(row);
    }

    /** Those that hold: what is to be deleted is as good as gone. */
    List<Map<String, String>> active() {
        return rows.stream().filter(row -> !Said.isDeleted(row)).toList();
    }

    /** Also what is to be deleted, to which something may refer that is not said to be. */
    List<Map<String, String>> all() {
        return rows;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }
}
