package org.ziyuan.catalog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.marketplace.vocabulary.FacetTerm;

class QueryReaderTests {

    private final QueryReader reader = new QueryReader(CatalogWords.vocabulary());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            三年级数学人教版              | grade=三年级 subject=数学 edition=人教版
            七年级下册数学北师大版        | grade=七年级 volume=下册 subject=数学 edition=北师大版
            数学 北师大版 七年级（下）    | grade=七年级 volume=下册 subject=数学 edition=北师大版
            北师大七下数学                | grade=七年级 volume=下册 subject=数学 edition=北师大版
            sannianji shuxue              | grade=三年级 subject=数学
            sannianjishuxue               | grade=三年级 subject=数学
            san nian ji shu xue           | grade=三年级 subject=数学
            3nianji shuxue                | grade=三年级 subject=数学
            yuwen                         | subject=语文
            yw                            | subject=语文
            YW                            | subject=语文
            snjsx                         | grade=三年级/四年级 subject=数学
            yy                            | subject=英语/音乐
            3年级语文                     | grade=三年级 subject=语文
            ３年级语文                    | grade=三年级 subject=语文
            三年級語文                    | grade=三年级 subject=语文
            初一英语                      | grade=七年级 subject=英语
            高一物理必修二                | stage=高中 volume=必修2 subject=物理
            高中物理必修 第二册           | stage=高中 volume=必修2 subject=物理
            生物选必1                     | volume=选择性必修1 subject=生物学
            政治选择性必修第三册          | volume=选择性必修3 subject=思想政治
            部编版语文一年级上            | grade=一年级 volume=上册 subject=语文 edition=统编版
            小学道法                      | stage=小学 subject=道德与法治
            人教A版数学必修一             | volume=必修1 subject=数学 edition=人教版 name=A版
            音乐五线谱七年级上册          | grade=七年级 volume=上册 subject=音乐 name=五线谱
            人教数字教材                  | name=人教数字教材
            一起阅读                      | name=一起阅读
            rrt                           | rest=rrt
            人人通                        | name=人人通云教学平台
            英语三年级起点五年级上册      | grade=五年级 volume=上册 subject=英语 name=三年级起点
            五年级英语课本                | grade=五年级 subject=英语
            机器人设计与制作              | rest=机器人设计与制作
            通用技术机器人                | subject=通用技术 rest=机器人
            语文书法三年级                | grade=三年级 subject=语文·书法练习指导
            小学英语pep                   | stage=小学 subject=英语 name=PEP
            pepper                        | rest=pepper
            统一下载                      | rest=统一下载
            课本                          | rest=教材
            南粤教师发展                  | rest=南粤教师发展
            粤教师训                      | rest=粤教师训
            个人美术作品                  | subject=美术 rest=个人 作品
            粤教教材                      | edition=粤教版
            人教学习                      | rest=人教学习
            人教版画画                    | edition=人教版 rest=版画画
            2018北京市中考数学            | subject=中考数学真题 rest=2018 北京市
            """)
    void understands(String typed, String expected) {
        assertThat(said(reader.read(typed))).isEqualTo(said(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sannianji shuxeu    | grade=三年级 subject=数学
            shuxe               | subject=数学
            北帅大版数学        | subject=数学 edition=北师大版
            三年纪树学          | grade=三年级 subject=数学
            人叫版语问          | subject=语文 edition=人教版
            机器人              | rest=机器人
            """)
    void readsLenientlyWhatMakesNoSenseOtherwise(String typed, String expected) {
        assertThat(said(reader.readLeniently(typed))).isEqualTo(said(expected));
    }

    @Test
    void aWordThatTheOperatorAddedIsUnderstoodAndMakesTheIndexAnew() {
        List<Spelled> with = Stream.concat(
                        FacetTerm.all().stream()
                                .map(term -> new Spelled(term.facet().key(), term.value(), term.aliases())),
                        Stream.of(new Spelled("edition", "岭南版", List.of("岭南本"))))
                .toList();
        QueryReader other = new QueryReader(Vocabulary.of(with));

        assertThat(said(other.read("岭南本数学"))).isEqualTo(said("subject=数学 edition=岭南版"));
        assertThat(said(reader.read("岭南本数学"))).isNotEqualTo(said("subject=数学 edition=岭南版"));
        assertThat(Vocabulary.version(with)).isNotEqualTo(Vocabulary.version(with.subList(0, with.size() - 1)));
    }

    @Test
    void saysWhatItCorrected() {
        assertThat(reader.readLeniently("三年级树学").corrections()).isEqualTo(Map.of("树学", "数学"));
    }

    @Test
    void survivesAnythingTyped() {
        for (String typed : List.of("", " ", "（）", "\u0000", "😀数学", "a", "1", "ｱ", "Ａ版", "%_\\", "x".repeat(5000))) {
            assertThat(reader.read(typed)).isNotNull();
            assertThat(reader.readLeniently(typed)).isNotNull();
        }
    }

    private static Set<String> said(Understanding understanding) {
        Set<String> said = understanding.facets().entrySet().stream()
                .map(facet -> facet.getKey().key() + "=" + String.join("/", facet.getValue()))
                .collect(Collectors.toSet());
        understanding.names().forEach(name -> said.add("name=" + name));
        if (!understanding.remainder().isEmpty()) {
            said.add("rest=" + understanding.remainder());
        }
        return said;
    }

    /** A value may contain a space only at the end of the line, in the rest. */
    private static Set<String> said(String expected) {
        return Set.of(expected.strip().split(" (?=[a-z]+=)"));
    }
}
