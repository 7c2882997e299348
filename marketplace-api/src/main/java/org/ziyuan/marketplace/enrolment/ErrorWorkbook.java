package org.ziyuan.marketplace.enrolment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.web.RefusalSentences;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The uploaded rows again, each cell that cannot be accepted marked, with a sentence that says why. */
@Component
public class ErrorWorkbook {

    private static final List<Column> COLUMNS = List.of(Column.values());
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    /** What a spreadsheet would carry out instead of showing. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]", Pattern.DOTALL);

    private static final String MARK = "FFC7CE";
    private static final int ROWS_HELD = 500;

    private final DraftSnapshot drafts;
    private final RefusalSentences sentences;

    ErrorWorkbook(DraftSnapshot drafts, RefusalSentences sentences) {
        this.drafts = drafts;
        this.sentences = sentences;
    }

    /** An XLSX file. Refuses what {@link DraftSnapshot#tryOut} refuses: a file that cannot be read has no rows to show. */
    public Mono<byte[]> of(UUID snapshot, Flux<DataBuffer> content, Locale locale, Actor actor) {
        return drafts.read(snapshot, content, actor)
                .flatMap(look -> Mono.fromCallable(() -> written(look.checked(), locale))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private byte[] written(Checked checked, Locale locale) throws IOException {
        Map<Integer, List<RowProblem>> problems =
                checked.problems().stream().collect(Collectors.groupingBy(RowProblem::row));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "ziyuan", null)) {
            Worksheet sheet = workbook.newWorksheet("enrolment");
            head(sheet, locale);
            int line = 0;
            for (Candidate candidate : checked.candidates()) {
                line++;
                row(sheet, line, candidate);
                mark(sheet, line, problems.getOrDefault(candidate.number(), List.of()), locale);
                if (line % ROWS_HELD == 0) {
                    sheet.flush();
                }
            }
        }
        return file.toByteArray();
    }

    private static void head(Worksheet sheet, Locale locale) {
        boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        for (Column column : COLUMNS) {
            sheet.value(0, column.ordinal(), english ? column.english() : column.chinese());
        }
        sheet.value(0, COLUMNS.size(), english ? "problems" : "问题");
        sheet.width(COLUMNS.size(), 80);
    }

    private static void row(Worksheet sheet, int line, Candidate candidate) {
        for (Column column : COLUMNS) {
            String text = text(candidate, column);
            boolean counts = column.ordinal() >= Column.PUPILS.ordinal();
            if (counts && NUMBER.matcher(text).matches()) {
                sheet.value(line, column.ordinal(), Integer.valueOf(text));
            } else if (!text.isEmpty()) {
                sheet.value(line, column.ordinal(), harmless(text));
            }
        }
    }

    private void mark(Worksheet sheet, int line, List<RowProblem> problems, Locale locale) {
        Map<Column, String> said = new HashMap<>();
        for (RowProblem problem : problems) {
            said.merge(problem.column(), sentences.of(problem.refusal(), locale), (one, more) -> one + "\n" + more);
        }
        said.forEach((column, sentence) -> {
            sheet.style(line, column.ordinal()).fillColor(MARK).set();
            sheet.comment(line, column.ordinal(), sentence);
        });
        if (!said.isEmpty()) {
            String all = COLUMNS.stream()
                    .filter(said::containsKey)
                    .map(column -> String.valueOf(said.get(column)))
                    .collect(Collectors.joining("\n"));
            sheet.value(line, COLUMNS.size(), harmless(all));
        }
    }

    private static String text(Candidate candidate, Column column) {
        return candidate.cells().getOrDefault(column, "");
    }

    static String harmless(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }
}
