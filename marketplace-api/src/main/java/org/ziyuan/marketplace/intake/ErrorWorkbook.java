package org.ziyuan.marketplace.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import reactor.core.publisher.Flux;

/**
 * Writes the rows of a file again, each cell that cannot be accepted marked, with a sentence that says why. It is corrected
 * and sent again as whatever the spreadsheet saves, so its words are marked as words as in a CSV file.
 */
@Component
public class ErrorWorkbook {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final RefusalSentences sentences;

    ErrorWorkbook(RefusalSentences sentences) {
        this.sentences = sentences;
    }

    /**
     * An XLSX file with a last column of all that is wrong with a row.
     *
     * @param name what the file is called, in the reader's language
     */
    public <C extends Enum<C> & Heading> ResponseEntity<Flux<DataBuffer>> of(
            String name, List<FileRow<C>> rows, Faults<C> faults, Locale locale) {
        List<String> headings = new ArrayList<>(faults.columns().headings(locale));
        headings.add(Columns.isEnglish(locale) ? "problems" : "问题");
        Map<Integer, List<CellFault<C>>> byRow = faults.first().stream().collect(Collectors.groupingBy(CellFault::row));
        Flux<List<@Nullable Object>> cells = Flux.fromIterable(rows)
                .map(row -> row(faults.columns(), row, byRow.getOrDefault(row.number(), List.of()), locale))
                .concatWith(Flux.fromStream(cut(faults, locale)));
        return SheetFormat.XLSX.answer(new Sheet(name, headings, cells));
    }

    private <C extends Enum<C> & Heading> List<@Nullable Object> row(
            Columns<C> columns, FileRow<C> row, List<CellFault<C>> faults, Locale locale) {
        Map<C, String> said = new EnumMap<>(columns.type());
        for (CellFault<C> fault : faults) {
            said.merge(fault.column(), sentences.of(fault.refusal(), locale), (one, more) -> one + "\n" + more);
        }
        List<@Nullable Object> cells = new ArrayList<>();
        for (C column : columns.all()) {
            Object cell = cell(row.text(column), column);
            String why = said.get(column);
            cells.add(why == null ? cell : new Sheet.Marked(cell, why));
        }
        cells.add(said.isEmpty() ? null : String.join("\n", said.values()));
        return cells;
    }

    private static @Nullable Object cell(String text, Heading column) {
        return column.isCount() && NUMBER.matcher(text).matches() ? Integer.valueOf(text) : Sheet.word(text);
    }

    /** When not every fault was kept, the table says so below its rows. */
    private <C extends Enum<C> & Heading> Stream<List<@Nullable Object>> cut(Faults<C> faults, Locale locale) {
        if (faults.number() == faults.first().size()) {
            return Stream.of();
        }
        List<@Nullable Object> row = new ArrayList<>();
        faults.columns().all().forEach(column -> row.add(null));
        row.add(sentences.of(
                faults.columns()
                        .refusal(Misfit.FAULTS_CUT)
                        .with("faults", faults.number())
                        .with("marked", faults.first().size()),
                locale));
        return Stream.of(row);
    }
}
