package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The uploaded rows again, each cell that cannot be accepted marked, with a sentence that says why. It is corrected and sent
 * again as whatever the spreadsheet saves, so its words are marked as words as in a CSV file.
 */
@Component
public class ErrorWorkbook {

    private static final List<Column> COLUMNS = List.of(Column.values());
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final DraftSnapshot drafts;
    private final RefusalSentences sentences;

    ErrorWorkbook(DraftSnapshot drafts, RefusalSentences sentences) {
        this.drafts = drafts;
        this.sentences = sentences;
    }

    /** An XLSX file. Refuses what {@link DraftSnapshot#tryOut} refuses: a file that cannot be read has no rows to show. */
    public Mono<ResponseEntity<Flux<DataBuffer>>> of(
            UUID snapshot, Flux<DataBuffer> content, Locale locale, Actor actor) {
        return drafts.read(snapshot, content, actor)
                .map(look -> SheetFormat.XLSX.answer(sheet(look.checked(), locale)));
    }

    private Sheet sheet(Checked checked, Locale locale) {
        boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        List<String> headings = new ArrayList<>();
        COLUMNS.forEach(column -> headings.add(english ? column.english() : column.chinese()));
        headings.add(english ? "problems" : "问题");
        Map<Integer, List<RowProblem>> problems =
                checked.problems().stream().collect(Collectors.groupingBy(RowProblem::row));
        Flux<List<@Nullable Object>> rows = Flux.fromIterable(checked.candidates())
                .map(candidate -> row(candidate, problems.getOrDefault(candidate.number(), List.of()), locale))
                .concatWith(Flux.fromStream(cut(checked, locale)));
        return new Sheet(english ? "enrolment-errors" : "学籍错误", headings, rows);
    }

    private List<@Nullable Object> row(Candidate candidate, List<RowProblem> problems, Locale locale) {
        Map<Column, String> said = new EnumMap<>(Column.class);
        for (RowProblem problem : problems) {
            said.merge(problem.column(), sentences.of(problem.refusal(), locale), (one, more) -> one + "\n" + more);
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Column column : COLUMNS) {
            Object cell = cell(candidate, column);
            String why = said.get(column);
            row.add(why == null ? cell : new Sheet.Marked(cell, why));
        }
        row.add(said.isEmpty() ? null : String.join("\n", said.values()));
        return row;
    }

    private static @Nullable Object cell(Candidate candidate, Column column) {
        String text = candidate.cells().getOrDefault(column, "");
        boolean counts = column.ordinal() >= Column.PUPILS.ordinal();
        return counts && NUMBER.matcher(text).matches() ? Integer.valueOf(text) : Sheet.word(text);
    }

    /** When not every fault was kept, the table says so below its rows. */
    private Stream<List<@Nullable Object>> cut(Checked checked, Locale locale) {
        if (checked.faults() == checked.problems().size()) {
            return Stream.of();
        }
        List<@Nullable Object> row = new ArrayList<>();
        COLUMNS.forEach(column -> row.add(null));
        row.add(sentences.of(
                Refusal.invalid("enrolment-faults-cut")
                        .with("faults", checked.faults())
                        .with("marked", checked.problems().size()),
                locale));
        return Stream.of(row);
    }
}
