package org.ziyuan.marketplace.enrolment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads an uploaded file; what it is, its first bytes say, not its name. Reading happens off the event loop. */
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
     *     enrolment-heading-repeated}, {@code enrolment-too-many-rows}, {@code enrolment-cell-too-long}
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
        RowReader rows = new RowReader(settings, fiscalYear);
        try {
            sheet(file).read(file, rows);
        } catch (ZipException malformed) {
            throw Refusal.invalid("enrolment-file-unreadable");
        }
        return rows.all();
    }

    private Sheet sheet(Path file) throws IOException {
        byte[] first = new byte[4];
        try (InputStream bytes = Files.newInputStream(file)) {
            int read = bytes.readNBytes(first, 0, first.length);
            if (read == 4 && first[0] == 'P' && first[1] == 'K') {
                return new XlsxSheet(settings.largestContent());
            }
        }
        return new CsvSheet();
    }
}
