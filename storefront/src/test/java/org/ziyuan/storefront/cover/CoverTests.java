package org.ziyuan.storefront.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.ziyuan.storefront.layout.Contrast;

class CoverTests {

    private final Cover maths = new Cover("textbook", "数学 三年级上册", "小学", "数学", "人教版", "三年级", "上册");

    @Test
    void drawsTheSameListingTheSameWay() {
        assertThat(maths.svg()).isEqualTo(new Cover("textbook", "数学 三年级上册", "小学", "数学", "人教版", "三年级", "上册").svg());
    }

    @Test
    void saysSubjectGradeVolumeAndEdition() throws Exception {
        assertThat(parsed(maths).getDocumentElement().getTextContent()).contains("小学 · 数字教材", "数学", "三年级 · 上册", "人教版");
    }

    @Test
    void namesAnAppByItsTitleAndNothingThatIsMissing() throws Exception {
        var app = new Cover("app", "人人通云教学平台", null, null, null, null, null);

        assertThat(parsed(app).getDocumentElement().getTextContent())
                .contains("人人通云教", "学平台")
                .doesNotContain("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</text><script>alert(1)</script>",
                "a\u0000b\u0008c",
                "\uD83D\uDE00 表情",
                "<&>\"'",
                "\uFFFF\uFFFE",
                " ",
                "很长很长很长很长很长很长很长很长很长很长很长很长很长的名称"
            })
    void staysAPictureWhateverAVendorWrites(String title) throws Exception {
        var hostile = new Cover("app", title, title, null, title, title, title);

        Document document = parsed(hostile);

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(hostile.svg().length()).isLessThan(8_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"语文", "数学", "英语", "物理", "化学", "历史", "地理", "音乐", "美术", "道德与法治", "别的", "某某", "x", "yz"})
    void setsWhiteLettersOnAGroundDarkEnough(String subject) {
        assertThat(Contrast.between("#ffffff", Palette.of(subject).ground())).isGreaterThanOrEqualTo(4.5);
    }

    private static Document parsed(Cover cover) throws Exception {
        DocumentBuilderFactory strict = DocumentBuilderFactory.newInstance();
        strict.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return strict.newDocumentBuilder().parse(new InputSource(new StringReader(cover.svg())));
    }
}
