package org.ziyuan.procurement.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The picture of a requisition's process: what is done, where it stands, what comes next. */
@Component
public class ProcessPicture {

    private static final Diagram PURCHASE = Diagram.read("school-direct-purchase");
    private static final Diagram ACCEPTANCE = Diagram.read("acceptance-and-payment");

    private final DatabaseClient database;
    private final Requisitions requisitions;

    ProcessPicture(DatabaseClient database, Requisitions requisitions) {
        this.database = database;
        this.requisitions = requisitions;
    }

    /**
     * SVG without script and inline style. Before the requisition is handed in nothing in it is marked.
     *
     * @throws org.ziyuan.marketplace.refusal.Refusal {@code requisition-not-found}, also for what the actor may not see
     */
    public Mono<String> of(UUID requisitionId, Actor actor) {
        return requisitions
                .find(requisitionId, actor)
                .flatMap(seen -> steps(requisitionId).map(steps -> draw(seen, steps)));
    }

    private static String draw(Requisition requisition, Map<String, Map<String, StepMark>> steps) {
        List<Svg.Marked> drawn = new ArrayList<>();
        drawn.add(marked(PURCHASE, steps));
        if (steps.containsKey(ACCEPTANCE.key())) {
            drawn.add(marked(ACCEPTANCE, steps));
        }
        return Svg.of(drawn, PURCHASE.name() + " " + requisition.number());
    }

    private static Svg.Marked marked(Diagram diagram, Map<String, Map<String, StepMark>> steps) {
        Map<String, StepMark> marks = new HashMap<>(steps.getOrDefault(diagram.key(), Map.of()));
        List<String> current = marks.entrySet().stream()
                .filter(step -> step.getValue() == StepMark.CURRENT)
                .map(Map.Entry::getKey)
                .toList();
        diagram.flows().stream()
                .filter(flow -> current.contains(flow.from()))
                .forEach(flow -> marks.putIfAbsent(flow.to(), StepMark.NEXT));
        return new Svg.Marked(diagram, marks);
    }

    /** The last thing the engine wrote about each step, by process and step. */
    private Mono<Map<String, Map<String, StepMark>>> steps(UUID requisitionId) {
        return database.sql("""
                        select distinct on (definition, activity_id) definition, activity_id as activity, kind from engine_event
                         where business_id = :id
                           and kind in ('activity-started', 'activity-ended', 'activity-cancelled')
                         order by definition, activity_id, seq desc
                        """)
                .bind("id", requisitionId)
                .map(Rows.as(Step.class))
                .all()
                .collectList()
                .map(ProcessPicture::byProcess);
    }

    private static Map<String, Map<String, StepMark>> byProcess(List<Step> steps) {
        Map<String, Map<String, StepMark>> marks = new HashMap<>();
        for (Step step : steps) {
            marks.computeIfAbsent(step.definition(), key -> new HashMap<>()).put(step.activity(), step.mark());
        }
        return marks;
    }

    private record Step(String definition, String activity, String kind) {
        StepMark mark() {
            return switch (kind) {
                case "activity-started" -> StepMark.CURRENT;
                case "activity-ended" -> StepMark.DONE;
                default -> StepMark.LEFT;
            };
        }
    }
}
