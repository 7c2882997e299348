package org.ziyuan.marketplace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.refusal.Refusal;

class TextFieldTests {

    private static final TextField TITLE = TextField.name("title", 2, 200);
    private static final TextField REMARK = TextField.words("remark", 0, 500);

    @ParameterizedTest
    @ValueSource(strings = {"𠮷", "学　", "　学\u00A0", " a ", "\u2003学\u2003", "学\u2007"})
    void whatIsOneCharacterOnceItIsStrippedIsTooShortForATitle(String title) {
        assertThat(refusal(TITLE, title).code()).isEqualTo("text-length");
    }

    @Test
    void aTextIsAsLongAsTheDatabaseCountsIt() {
        assertThat(REMARK.read("𠮷".repeat(500))).hasSize(1000);
        assertThat(refusal(REMARK, "𠮷".repeat(501)).code()).isEqualTo("text-length");
        assertThat(REMARK.read("行\r\n".repeat(250))).isEqualTo("行\n".repeat(250).strip());
        assertThat(REMARK.read(" " + "字".repeat(500) + "\u00A0\n")).hasSize(500);
        assertThat(TextField.name("title", 1, 1).read("e\u0301")).isEqualTo("é");
    }

    @Test
    void whatIsCleanedIsMeasuredAsItIsKept() {
        TextField html = TextField.words("html", 0, 20).cleanedBy(text -> text.replace("&", "&amp;"));

        assertThat(html.read("&&&&")).isEqualTo("&amp;&amp;&amp;&amp;");
        assertThat(refusal(html, "&&&&&").code()).isEqualTo("text-length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "三年级\u200B数学",
                "\u200B\u200B\u200B",
                "\u202E学数级年三",
                "三年级\u200F数学",
                "数学\u2066x\u2069",
                "数\uFEFF学",
                "数\u00AD学",
                "数\u0007学",
                "数\t学",
                "数\n学",
                "数\u2028学",
                "数\uE000学",
                "数\uFDD0学",
                "数\uFFFE学",
                "数\uDBFF\uDFFF学",
                "数\u0378学",
                "\u3164\u3164",
                "数\u115F学",
                "数\u2800学",
                "数\u034F学",
                "数\u200D学",
                "数\uDB40\uDC41学",
                "数\u061C学"
            })
    void aCharacterThatNobodySeesOrThatTurnsTheLineIsNamedInAName(String title) {
        Refusal refused = refusal(TITLE, title);

        assertThat(refused.code()).isEqualTo("text-character");
        assertThat(refused.values()).containsEntry("field", "title").containsKeys("character", "place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"…·…", "——", "★★", "  ··  ", "👍👍"})
    void aNameThatCannotBeSpokenIsNone(String title) {
        assertThat(refusal(TITLE, title).code()).isEqualTo("text-without-letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "𠮷野家",
                "㐂寿",
                "𱍐𬭚",
                "\uD884\uDF50𠀀",
                "王　芳",
                "三年级·数学（上册）",
                "①②③",
                "A&B <C>",
                "Ünïcode",
                "数学👩‍🏫课",
                "数学🫠课",
                "ᠮᠣᠩᠭᠣᠯ",
                "ᠠᠪᠤᠭ\u180Eᠠ",
                "ئۇيغۇرچە",
                "葛\uDB40\uDD00城",
                "བོད་ཡིག",
                "ꆈꌠꁱꂷ",
                "面积㎡℃№"
            })
    void rareCharactersScriptsOfOurSchoolsAndPictographsPass(String title) {
        assertThat(TITLE.read(title)).isEqualTo(title);
    }

    @Test
    void inWordsInvisibleCharactersAreDroppedAndLinesKept() {
        assertThat(REMARK.read("已\u200B验收\u202E。\u2028第二行\u000B第三行\r\n\t第四行\u200B"))
                .isEqualTo("已验收。\n第二行\n第三行\n\t第四行");
        assertThat(refusal(TextField.reason("reason", 500), "\u200B \u3164\u00A0")
                        .code())
                .isEqualTo("reason-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"学\u0000习", "学\uD842习", "\uDFB7学习", "学\uFFFD习"})
    void whatIsNoTextIsNeverKept(String text) {
        assertThat(refusal(TITLE, text).code()).isEqualTo("text-malformed");
        assertThat(refusal(REMARK, text).code()).isEqualTo("text-malformed");
    }

    @Test
    void nothingWrittenIsNothing() {
        assertThat(REMARK.read(null)).isEmpty();
        assertThat(TextField.name("stage", 0, 40).readOrNothing(" \u00A0")).isNull();
    }

    @Test
    void aQuotationEndsWithAWholeCharacter() {
        assertThat(TextField.beginning("𠮷𠮷𠮷", 2)).isEqualTo("𠮷𠮷");
        assertThat(TextField.plain("　１，０００\u00A0")).isEqualTo("1,000");
    }

    private static Refusal refusal(TextField field, String text) {
        Refusal refused = catchThrowableOfType(Refusal.class, () -> field.read(text));
        assertThat(refused).as("refused: %s", text).isNotNull();
        return refused;
    }
}
