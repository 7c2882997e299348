package org.ziyuan.storefront.spending;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The words of the tables of spending, and their answer as files. */
@Component
class ExportWords {

    private final MessageSource words;

    ExportWords(MessageSource words) {
        this.words = words;
    }

    String named(String organization, Asked asked, String what, Locale locale) {
        return organization + " " + asked.year() + " " + word(what, locale);
    }

    String word(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }

    static Mono<ResponseEntity<Flux<DataBuffer>>> answer(String format, Mono<Sheet> sheet) {
        return Mono.fromSupplier(() -> SheetFormat.of(format)).flatMap(kind -> sheet.map(kind::answer));
    }
}
