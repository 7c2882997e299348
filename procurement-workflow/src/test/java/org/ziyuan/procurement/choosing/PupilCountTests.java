package org.ziyuan.procurement.choosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.enrolment.headcount.Grade.GRADE_1;
import static org.ziyuan.marketplace.enrolment.headcount.Grade.GRADE_3;
import static org.ziyuan.marketplace.enrolment.headcount.Grade.GRADE_4;
import static org.ziyuan.marketplace.enrolment.headcount.Grade.GRADE_6;
import static org.ziyuan.marketplace.enrolment.headcount.Grade.GRADE_7;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.procurement.choosing.Served.Basis;

class PupilCountTests {

    private final PupilCount byGrade =
            new PupilCount(Map.of("primary", 1_695), List.of(290, 281, 286, 279, 284, 275, 0, 0, 0, 0, 0, 0));
    private final PupilCount byLevel = new PupilCount(Map.of("primary", 1_000, "junior", 301), List.of());

    @Test
    void theGradesThatAreMeantAreCounted() {
        assertThat(byGrade.served("小学", List.of(GRADE_3))).isEqualTo(new Served(286, Basis.GRADES));
        assertThat(byGrade.served("小学", List.of(GRADE_3, GRADE_4))).isEqualTo(new Served(565, Basis.GRADES));
        assertThat(byGrade.served("初中", List.of(GRADE_7))).isEqualTo(new Served(0, Basis.NOT_TAUGHT));
    }

    @Test
    void withoutGradesAnEvenShareOfTheStageIsTaken() {
        assertThat(byLevel.served("小学", List.of(GRADE_3))).isEqualTo(new Served(167, Basis.SHARE));
        assertThat(byLevel.served("初中", List.of(GRADE_7))).isEqualTo(new Served(101, Basis.SHARE));
    }

    @Test
    void withoutAGradeTheStageOrTheWholeSchoolIsMeant() {
        assertThat(byLevel.served("初中（五•四学制）", List.of())).isEqualTo(new Served(301, Basis.STAGE));
        assertThat(byLevel.served(null, List.of())).isEqualTo(new Served(1_301, Basis.SCHOOL));
        assertThat(byLevel.served("高中", List.of())).isEqualTo(new Served(0, Basis.NOT_TAUGHT));
        assertThat(PupilCount.NONE.served("小学", List.of())).isEqualTo(new Served(0, Basis.NOTHING_COUNTED));
    }

    @Test
    void aSchoolTeachesTheGradesItHasPupilsIn() {
        assertThat(byGrade.taught()).hasSize(6).startsWith(GRADE_1).endsWith(GRADE_6);
        assertThat(byLevel.taught()).hasSize(9);
        assertThat(byGrade.stages()).containsExactlyInAnyOrder("小学", "小学（五•四学制）");
        assertThat(PupilCount.NONE.stages()).isEmpty();
    }

    @Test
    void morePupilsThanThereAreAreMissing() {
        assertThat(byGrade.missing(pupils(300, GRADE_3), "小学")).isEqualTo(14);
        assertThat(byGrade.missing(pupils(286, GRADE_3), "小学")).isZero();
        assertThat(byGrade.missing(new ForWhom(null, List.of(GRADE_3), 300), "小学"))
                .isEqualTo(14);
        assertThat(byGrade.missing(pupils(10, GRADE_7), "初中")).isEqualTo(10);
        assertThat(byLevel.missing(pupils(301, GRADE_7), "初中")).isZero();
        assertThat(byLevel.missing(pupils(302, GRADE_7), "初中")).isEqualTo(1);
        assertThat(byLevel.missing(pupils(1_302), null)).isEqualTo(1);
        assertThat(byLevel.missing(new ForWhom(UserGroup.TEACHERS, List.of(), 5_000), "小学"))
                .isZero();
        assertThat(byLevel.missing(ForWhom.UNSAID, "小学")).isZero();
        assertThat(PupilCount.NONE.missing(pupils(5_000), "小学")).isZero();
    }

    private static ForWhom pupils(int people, Grade... grades) {
        return new ForWhom(UserGroup.PUPILS, List.of(grades), people);
    }
}
