package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.search.SearchPage.Choice;

/** The order in which values are offered, the same wherever they were counted. */
final class Choices {

    private static final List<String> STAGES = List.of("小学", "小学（五•四学制）", "初中", "初中（五•四学制）", "高中", "大学");

    private Choices() {}

    /** Grades, stages and volumes as they follow each other, the rest by how many there are; what is chosen stays. */
    static List<Choice> inOrder(
            Dimension dimension, List<Choice> counts, Map<Dimension, Set<String>> chosen, Analysis analysis) {
        List<Choice> choices = new ArrayList<>(counts);
        Set<String> counted = counts.stream().map(Choice::value).collect(Collectors.toSet());
        chosen.getOrDefault(dimension, Set.of()).stream()
                .filter(value -> !counted.contains(value))
                .forEach(value -> choices.add(new Choice(value, value, 0, true)));
        choices.sort(order(dimension, analysis));
        return choices;
    }

    private static Comparator<Choice> order(Dimension dimension, Analysis analysis) {
        Comparator<Choice> byName = Comparator.comparing(choice -> analysis.orderOfValue(choice.label()));
        return switch (dimension) {
            case STAGE ->
                Comparator.<Choice>comparingInt(choice -> rank(choice.value())).thenComparing(byName);
            case GRADE, VOLUME -> byName;
            default -> Comparator.comparingLong(Choice::count).reversed().thenComparing(byName);
        };
    }

    private static int rank(String stage) {
        int rank = STAGES.indexOf(stage);
        return rank < 0 ? STAGES.size() : rank;
    }
}
