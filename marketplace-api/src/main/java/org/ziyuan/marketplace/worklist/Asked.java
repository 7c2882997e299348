package org.ziyuan.marketplace.worklist;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;

/** Asks several features in one statement, each for the rows that concern one person. */
final class Asked {

    /** Names each value that the features may ask for, so that all can be bound whichever of them are asked. */
    static final String WITH = """
            with asked as (select cast(:person as uuid), cast(:own as uuid), cast(:below as text), cast(:roles as text[]))
            """;

    private Asked() {}

    /** One feature's rows as {@code w}, named by their kind. */
    static String part(String kind, String sql, String narrowed) {
        return "(select '%s' as kind, w.* from (%s) w where true %s)".formatted(kind, sql, narrowed);
    }

    static String together(List<String> parts) {
        return parts.stream().collect(joining(" union all "));
    }

    static GenericExecuteSpec bind(GenericExecuteSpec query, Actor actor) {
        return Sight.ALLOCATIONS
                .bindTo(query, actor)
                .bind("person", actor.person())
                .bind("roles", actor.roles().stream().map(Role::name).toArray(String[]::new));
    }
}
