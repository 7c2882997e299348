package org.ziyuan.marketplace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.ziyuan.marketplace.money.Money;

class CsvSheetTests {

    @Test
    void writesAmountsAndMomentsSoThatASpreadsheetCalculatesWithThem() {
        CsvSheet sheet = CsvSheet.headed("时间", "金额", "数量")
                .row(OffsetDateTime.parse("2026-11-23T16:05:09Z"), Money.ofFen(1_234_567), 30);

        assertThat(sheet.text()).isEqualTo("\uFEFF时间,金额,数量\r\n2026-11-24 00:05:09,12345.67,30\r\n");
    }

    @Test
    void takesTheFormulaOutOfWords() {
        assertThat(CsvSheet.headed("名称").row("=HYPERLINK(\"x\")").row("a,b").text())
                .contains("\"'=HYPERLINK(\"\"x\"\")\"")
                .contains("\"a,b\"");
    }

    @Test
    void isSavedUnderItsChineseName() {
        assertThat(CsvSheet.headed("名称").named("订单").getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%E8%AE%A2%E5%8D%95.csv");
    }
}
