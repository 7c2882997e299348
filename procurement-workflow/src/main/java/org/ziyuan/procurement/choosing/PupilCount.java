package org.ziyuan.procurement.choosing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.headcount.Census;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.procurement.choosing.Served.Basis;

/**
 * A school's pupils as its last count has them.
 *
 * @param byLevel pupils by level (function {@code census_of})
 * @param byGrade pupils of each of the twelve grades; empty where they were not counted by grade
 */
public record PupilCount(Map<String, Integer> byLevel, List<Integer> byGrade) {

    public static final PupilCount NONE = new PupilCount(Map.of(), List.of());

    /** The stages of the catalogue's vocabulary, each with the level by which pupils are counted. */
    private static final Map<String, String> STAGES = Map.of(
            "幼儿园", "kindergarten",
            "学前", "kindergarten",
            "小学", "primary",
            "小学（五•四学制）", "primary",
            "初中", "junior",
            "初中（五•四学制）", "junior",
            "高中", "senior",
            "特殊教育", "special");

    private static final int LAST_OF_PRIMARY = 6;
    private static final int LAST_OF_JUNIOR = 9;

    public PupilCount {
        byLevel = Map.copyOf(byLevel);
        byGrade = List.copyOf(byGrade);
    }

    public static PupilCount of(Census census) {
        return new PupilCount(census.byLevel(), census.byGrade());
    }

    /** All its pupils. */
    public int all() {
        return byLevel.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The grades it teaches: those with pupils, or all of its levels where grades were not counted. */
    public List<Grade> taught() {
        return Stream.of(Grade.values()).filter(grade -> of(grade).people() > 0).toList();
    }

    /**
     * The pupils that something of this stage and these grades is for.
     *
     * @param stage the catalogue's word; one that is no level of school, and none, mean all pupils
     * @param grades none means the whole stage
     */
    public Served served(@Nullable String stage, Collection<Grade> grades) {
        if (all() == 0) {
            return new Served(0, Basis.NOTHING_COUNTED);
        }
        if (!grades.isEmpty()) {
            return grades.stream().map(this::of).reduce(PupilCount::together).orElseThrow();
        }
        String level = levelOf(stage);
        if (level == null) {
            return new Served(all(), Basis.SCHOOL);
        }
        int ofLevel = byLevel.getOrDefault(level, 0);
        return ofLevel > 0 ? new Served(ofLevel, Basis.STAGE) : new Served(0, Basis.NOT_TAUGHT);
    }

    /**
     * The most pupils that something of this stage and these grades can be for. Where grades were not counted, one of them
     * may have more than its share, so that their levels as a whole are the most.
     */
    public int most(@Nullable String stage, Collection<Grade> grades) {
        return grades.isEmpty() || !byGrade.isEmpty()
                ? served(stage, grades).people()
                : grades.stream()
                        .map(PupilCount::levelOf)
                        .distinct()
                        .mapToInt(level -> byLevel.getOrDefault(level, 0))
                        .sum();
    }

    /** How many more pupils are named than the school has; 0 where none were counted or pupils are not meant. */
    public int missing(ForWhom forWhom, @Nullable String stage) {
        Integer people = forWhom.people();
        boolean pupils = forWhom.audience() == UserGroup.PUPILS
                || forWhom.audience() == null && !forWhom.grades().isEmpty();
        return people == null || !pupils || all() == 0 ? 0 : Math.max(0, people - most(stage, forWhom.grades()));
    }

    private Served of(Grade grade) {
        if (!byGrade.isEmpty()) {
            int counted = byGrade.get(grade.ordinal());
            return counted > 0 ? new Served(counted, Basis.GRADES) : new Served(0, Basis.NOT_TAUGHT);
        }
        int ofLevel = byLevel.getOrDefault(levelOf(grade), 0);
        int grades = grade.number() <= LAST_OF_PRIMARY ? LAST_OF_PRIMARY : LAST_OF_JUNIOR - LAST_OF_PRIMARY;
        return ofLevel > 0 ? new Served((ofLevel + grades - 1) / grades, Basis.SHARE) : new Served(0, Basis.NOT_TAUGHT);
    }

    private static Served together(Served one, Served other) {
        Basis basis = one.passesTheSchoolBy() ? other.basis() : one.basis();
        return new Served(one.people() + other.people(), basis);
    }

    private static String levelOf(Grade grade) {
        if (grade.number() <= LAST_OF_PRIMARY) {
            return "primary";
        }
        return grade.number() <= LAST_OF_JUNIOR ? "junior" : "senior";
    }

    /** The catalogue's words for the stages it teaches; none where nothing was counted. */
    public Set<String> stages() {
        return STAGES.entrySet().stream()
                .filter(stage -> byLevel.getOrDefault(stage.getValue(), 0) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable String levelOf(@Nullable String stage) {
        return stage == null ? null : STAGES.get(stage);
    }
}
