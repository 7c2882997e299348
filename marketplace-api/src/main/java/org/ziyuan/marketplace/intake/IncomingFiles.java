package org.ziyuan.marketplace.intake;

import java.io.IOException;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.incoming.SheetFile;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads a file that comes in by its headings, off the event loop and within bounds. */
@Component
public class IncomingFiles {

    private final IntakeSettings settings;
    private final FilesAtOnce atOnce;

    IncomingFiles(IntakeSettings settings) {
        this.settings = settings;
        this.atOnce = new FilesAtOnce(settings.atOnce());
    }

    /**
     * The rows of an XLSX or CSV file, each with what is wrong with its cells.
     *
     * @throws Refusal beginning with the family of the columns: {@code -file-too-large}, {@code -file-inflates}, {@code
     *     -file-unreadable}, {@code -file-empty}, {@code -heading-missing}, {@code -heading-repeated}, {@code
     *     -too-many-rows}, {@code -cell-too-long}, {@code -cell-beyond}; or {@code intake-busy}
     */
    public <C extends Enum<C> & Heading> Mono<ReadFile<C>> read(Flux<DataBuffer> content, Columns<C> columns) {
        return read(content, columns, (file, largest, most) -> null);
    }

    /** The same, or the rows of a file of another form. */
    public <C extends Enum<C> & Heading> Mono<ReadFile<C>> read(
            Flux<DataBuffer> content, Columns<C> columns, OtherForm<C> form) {
        return atOnce.hold(Mono.defer(() -> gathered(content, columns)
                .publishOn(Schedulers.boundedElastic())
                .handle((file, sink) -> {
                    try {
                        sink.next(new ReadFile<>(columns, parse(file, columns, form), Sha256.of(file)));
                    } catch (IOException damaged) {
                        sink.error(columns.refusal(Misfit.FILE_UNREADABLE));
                    }
                })));
    }

    /** The bytes, in memory: they are never written where they could be left behind. */
    private Mono<byte[]> gathered(Flux<DataBuffer> content, Columns<?> columns) {
        return content.collect(() -> new GatheredBytes(settings.largestFile()), GatheredBytes::take)
                .map(gathered -> {
                    if (gathered.beyond()) {
                        throw columns.refusal(Misfit.FILE_TOO_LARGE).with("most", settings.largestFile());
                    }
                    return gathered.bytes();
                });
    }

    /** What is wrong with these rows, as much of it as is written down. */
    public <C extends Enum<C> & Heading> Faults<C> faults(Columns<C> columns, List<FileRow<C>> rows) {
        return Faults.of(columns, rows, settings.mostFaults());
    }

    /** Refuses with {@code -too-many-rows} what comes without a file and is longer than one may be. */
    public <C extends Enum<C> & Heading> void refuseBeyond(int rows, Columns<C> columns) {
        if (rows > settings.mostRows()) {
            throw columns.refusal(Misfit.TOO_MANY_ROWS).with("most", settings.mostRows());
        }
    }

    private <C extends Enum<C> & Heading> List<FileRow<C>> parse(byte[] file, Columns<C> columns, OtherForm<C> form)
            throws IOException {
        List<FileRow<C>> otherwise = form.read(file, settings.largestContent(), settings.mostRows());
        if (otherwise != null) {
            refuseBeyond(otherwise.size(), columns);
            return otherwise;
        }
        SheetReaders<C> readers = new SheetReaders<>(settings, columns);
        try {
            SheetFile.of(file, settings.largestContent()).read(readers);
        } catch (UnreadableSheet unreadable) {
            throw refusal(unreadable, columns);
        }
        return readers.rows();
    }

    private Refusal refusal(UnreadableSheet unreadable, Columns<?> columns) {
        return switch (unreadable.reason()) {
            case UNREADABLE -> columns.refusal(Misfit.FILE_UNREADABLE);
            case INFLATES -> columns.refusal(Misfit.FILE_INFLATES).with("most", settings.largestContent());
            case BEYOND -> columns.refusal(Misfit.CELL_BEYOND).with("place", unreadable.place());
        };
    }
}
