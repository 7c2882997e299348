package org.ziyuan.marketplace.enrolment;

import java.util.Locale;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.ErrorWorkbook;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives the rows of a file back with every bad cell marked. */
@Component
public class MarkedRows {

    private final DraftSnapshot drafts;
    private final ErrorWorkbook workbook;

    MarkedRows(DraftSnapshot drafts, ErrorWorkbook workbook) {
        this.drafts = drafts;
        this.workbook = workbook;
    }

    /** An XLSX file. Refuses what {@link DraftSnapshot#tryOut} refuses: a file that cannot be read has no rows to show. */
    public Mono<ResponseEntity<Flux<DataBuffer>>> of(
            UUID snapshot, Flux<DataBuffer> content, Locale locale, Actor actor) {
        String name = locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? "enrolment-errors" : "学籍错误";
        return drafts.read(snapshot, content, actor)
                .map(look -> workbook.of(
                        name, look.checked().written(), look.checked().faults(), locale));
    }
}
