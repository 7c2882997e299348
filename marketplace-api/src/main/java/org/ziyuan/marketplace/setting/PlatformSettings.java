package org.ziyuan.marketplace.setting;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All settings: what holds now, and what was set when. */
@Component
public class PlatformSettings {

    private final DatabaseClient database;

    PlatformSettings(DatabaseClient database) {
        this.database = database;
    }

    /** What holds today; empty text where that is nothing. */
    public Mono<String> now(PlatformSetting setting) {
        return database.sql("select setting_now(:name, :otherwise)")
                .bind("name", setting.name())
                .bind("otherwise", setting.otherwise())
                .mapValue(String.class)
                .one();
    }

    /** What holds now, by the setting's name. */
    public Mono<Map<String, String>> all() {
        int all = PlatformSetting.values().length;
        return Flux.fromStream(Stream.of(PlatformSetting.values()))
                .flatMap(setting -> now(setting).map(value -> Map.entry(setting.name(), value)), all)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** What was set, the latest first. */
    public Mono<Page<SettingChange>> list(Sought sought) {
        return sought.bindTo(database.sql("""
                        select id, name, value, holds_from, reason,
                               name_and_place(set_by, set_by_name, set_at) as set_by_name, set_at
                          from platform_setting where true
                        """ + Sought.newestFirst("set_at", "id", "value", "reason", "set_by_name")))
                .map(Rows.as(SettingChange.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.setAt(), row.id())));
    }
}
