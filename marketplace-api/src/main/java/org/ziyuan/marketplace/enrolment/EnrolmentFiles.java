package org.ziyuan.marketplace.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Rows;
import org.ziyuan.marketplace.sheet.SheetFile;
import org.ziyuan.marketplace.sheet.UnreadableSheet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads an uploaded file, off the event loop. */
@Component
class EnrolmentFiles {

    private final EnrolmentSettings settings;

    EnrolmentFiles(EnrolmentSettings settings) {
        this.settings = settings;
    }

    /**
     * The rows of an XLSX or CSV file.
     *
     * @throws Refusal {@code enrolment-file-too-large}, {@code enrolment-file-inflates}, {@code
     *     enrolment-file-unreadable}, {@code enrolment-file-empty}, {@code enrolment-heading-missing}, {@code
     *     enrolment-heading-repeated}, {@code enrolment-too-many-rows}, {@code enrolment-cell-too-long}, {@code enrolment-cell-beyond}
     */
    Mono<List<Candidate>> read(Flux<DataBuffer> content, int fiscalYear) {
        return Mono.usingWhen(
                Mono.fromCallable(() -> Files.createTempFile("enrolment", ".upload"))
                        .subscribeOn(Schedulers.boundedElastic()),
                file -> DataBufferUtils.write(bounded(content), file)
                        .then(Mono.fromCallable(() -> parse(file, fiscalYear))
                                .subscribeOn(Schedulers.boundedElastic())),
                file -> Mono.fromCallable(() -> Files.deleteIfExists(file)).subscribeOn(Schedulers.boundedElastic()));
    }

    private Flux<DataBuffer> bounded(Flux<DataBuffer> content) {
        return Flux.defer(() -> {
            long[] size = {0};
            return content.map(some -> {
                size[0] += some.readableByteCount();
                if (size[0] > settings.largestFile()) {
                    DataBufferUtils.release(some);
                    throw Refusal.of(Refusal.Kind.TOO_LARGE, "enrolment-file-too-large")
                            .with("most", settings.largestFile());
                }
                return some;
            });
        });
    }

    private List<Candidate> parse(Path file, int fiscalYear) throws IOException {
        Readers readers = new Readers(fiscalYear);
        try {
            SheetFile.of(file, settings.largestContent()).read(readers);
        } catch (UnreadableSheet unreadable) {
            throw refusal(unreadable);
        }
        return readers.rows();
    }

    private Refusal refusal(UnreadableSheet unreadable) {
        return switch (unreadable.reason()) {
            case UNREADABLE -> Refusal.invalid("enrolment-file-unreadable");
            case INFLATES -> Refusal.invalid("enrolment-file-inflates").with("most", settings.largestContent());
            case BEYOND -> Refusal.invalid("enrolment-cell-beyond").with("place", unreadable.place());
        };
    }

    /** The sheets of a file, of which the first that has a heading is the count; an explanation may stand before it. */
    private final class Readers implements SheetFile.Takers {

        private final int fiscalYear;
        private final List<RowReader> readers = new ArrayList<>();

        Readers(int fiscalYear) {
            this.fiscalYear = fiscalYear;
        }

        @Override
        public Rows next() {
            RowReader reader = new RowReader(settings, fiscalYear);
            readers.add(reader);
            return reader;
        }

        @Override
        public boolean found() {
            return readers.get(readers.size() - 1).hasHeading();
        }

        List<Candidate> rows() {
            for (RowReader reader : readers) {
                if (!reader.all().isEmpty()) {
                    return reader.all();
                }
            }
            throw readers.stream()
                    .map(RowReader::missing)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .filter(missing -> !found())
                    .orElseGet(() -> Refusal.invalid("enrolment-file-empty"));
        }
    }
}
