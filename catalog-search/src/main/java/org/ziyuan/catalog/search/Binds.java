package org.ziyuan.catalog.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The values of a statement; what people type travels in them and never in its text. */
final class Binds {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** The name under which a value stands in a statement. */
    String of(Object value) {
        String name = "v" + values.size() + "x";
        values.put(name, value);
        return ":" + name;
    }

    String of(List<String> values) {
        return of((Object) values.toArray(String[]::new));
    }

    /** A statement with those of the values that it names. */
    GenericExecuteSpec in(DatabaseClient database, String statement) {
        GenericExecuteSpec spec = database.sql(statement);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            if (statement.contains(":" + value.getKey())) {
                spec = spec.bind(value.getKey(), value.getValue());
            }
        }
        return spec;
    }
}
