package org.ziyuan.marketplace.intake.kept;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Read;
import reactor.core.publisher.Mono;

/** Judges the rows of a file: each by itself, then all together beside what there is. */
@Component
class LookThrough {

    private final IncomingFiles files;

    LookThrough(IncomingFiles files) {
        this.files = files;
    }

    <C extends Enum<C> & Heading, R> Mono<Looked<C, R>> look(
            IntakeKind<C, R> kind, List<FileRow<C>> rows, Actor actor) {
        List<Read<C, R>> read = new ArrayList<>();
        for (FileRow<C> row : rows) {
            R says = row.isGood() ? kind.read(row) : null;
            if (says != null && row.isGood()) {
                read.add(new Read<>(row, says));
            }
        }
        return kind.compare(read, actor)
                .map(comparison -> new Looked<>(rows, comparison, files.faults(kind.columns(), rows)));
    }
}
