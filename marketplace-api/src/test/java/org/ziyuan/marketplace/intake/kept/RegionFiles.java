package org.ziyuan.marketplace.intake.kept;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Regions by file: what a kind of file has to say about itself, and no more. */
final class RegionFiles implements IntakeKind<RegionFiles.Column, RegionFiles.Region> {

    private static final TextField NAME = TextField.name("name", 2, 40);

    private final DatabaseClient database;
    private Mono<Void> afterwards = Mono.empty();

    RegionFiles(DatabaseClient database) {
        this.database = database;
    }

    enum Column implements Heading {
        CODE("代码"),
        NAME("名称");

        private final String chinese;

        Column(String chinese) {
            this.chinese = chinese;
        }

        @Override
        public String chinese() {
            return chinese;
        }
    }

    record Region(String code, String name) {}

    /** What happens after the rows are written and before they are committed. */
    void then(Mono<Void> happens) {
        afterwards = happens;
    }

    @Override
    public String name() {
        return "regions";
    }

    @Override
    public Columns<Column> columns() {
        return Columns.of(Column.class, Column.CODE, Column.NAME);
    }

    @Override
    public Role[] writers() {
        return new Role[] {Role.COUNTY_BUREAU};
    }

    @Override
    public @Nullable Region read(FileRow<Column> row) {
        row.needs(Column.CODE);
        return new Region(row.code(Column.CODE).text(), row.words(Column.NAME, NAME));
    }

    @Override
    public Mono<Comparison<Column, Region>> compare(List<Read<Column, Region>> rows, Actor actor) {
        return Flux.fromIterable(rows)
                .concatMap(read -> database.sql("select name from region where code = :code")
                        .bind("code", read.row().code())
                        .mapValue(String.class)
                        .one()
                        .map(name -> Map.entry(read.row().code(), name)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(names -> compared(rows, names));
    }

    private static Comparison<Column, Region> compared(List<Read<Column, Region>> rows, Map<String, String> names) {
        List<Compared<Column, Region>> compared = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Read<Column, Region> read : rows) {
            String code = read.row().code();
            Integer first = seen.putIfAbsent(code, read.written().number());
            if (first != null) {
                read.written()
                        .fault(Column.CODE, Refusal.invalid("already-there").with("field", "code"));
            }
            compared.add(new Compared<>(
                    read,
                    names.containsKey(code) ? cells(code, names.get(code)) : null,
                    cells(code, read.row().name())));
        }
        return new Comparison<>(compared, List.of(cells("000000", "另一个")));
    }

    private static Map<Column, String> cells(String code, String name) {
        return Map.of(Column.CODE, code, Column.NAME, name);
    }

    @Override
    public Mono<Void> write(
            List<Compared<Column, Region>> rows, Intake intake, Actor actor, IntakeKind.Progress progress) {
        return Flux.fromIterable(rows)
                .index()
                .concatMap(row -> database.sql("""
                                insert into region (code, name, tier) values (:code, :name, 'county')
                                on conflict (code) do update set name = excluded.name
                                """)
                        .bind("code", row.getT2().read().row().code())
                        .bind("name", row.getT2().read().row().name())
                        .then()
                        .then(progress.written(Math.toIntExact(row.getT1() + 1))))
                .then(Mono.defer(() -> afterwards));
    }
}
