package org.ziyuan.marketplace.roster.written;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNameTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            三（1）班, '', 三年级1班, 3
            三(1)班, '', 三年级1班, 3
            ３年级１班, '', 三年级1班, 3
            三年级十二班, '', 三年级12班, 3
            三1班, '', 三年级1班, 3
            初一(3)班, '', 七年级3班, 7
            九年级2班, '', 九年级2班, 9
            高二12班, '', 高二12班, 11
            1班, 三年级, 三年级1班, 3
            (2)班, 初二, 八年级2班, 8
            2024级1班, '', 2024级1班,
            2024级1班, 五年级, 2024级1班, 5
            向日葵班, '', 向日葵班,
            """)
    void isOneHoweverItIsWritten(String written, String grade, String name, Integer number) {
        ClassName read = ClassName.of(written, grade);

        assertThat(read.name()).isEqualTo(name);
        assertThat(read.grade()).isEqualTo(number);
        assertThat(ClassName.of(read.name(), ClassName.word(read.grade()))).isEqualTo(read);
    }
}
