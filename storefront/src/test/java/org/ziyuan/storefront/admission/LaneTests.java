package org.ziyuan.storefront.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class LaneTests {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        time.dispose();
    }

    @Test
    void letsInSoManyAtOnceAndTheOneWhoCameLastWhenOneLeaves() {
        Lane lane = new Lane(1, 2, PATIENCE, time);
        Lane.Place first = ask(lane, "first");
        Lane.Place second = ask(lane, "second");
        Lane.Place third = ask(lane, "third");
        time.advanceTime();
        assertThat(answers).containsExactly("first true");

        first.leave();
        first.leave();
        time.advanceTime();
        third.leave();
        time.advanceTime();

        assertThat(answers).containsExactly("first true", "third true", "second true");
        second.leave();
        assertThat(lane.inside()).isZero();
    }

    @Test
    void whoHasWaitedLongestIsSentAwayWhenTooManyWait() {
        Lane lane = new Lane(1, 2, PATIENCE, time);
        Lane.Place slow = ask(lane, "slow");
        Lane.Place longest = ask(lane, "longest");
        Lane.Place next = ask(lane, "next");
        Lane.Place last = ask(lane, "last");
        time.advanceTime();

        assertThat(answers).containsExactly("slow true", "longest false");
        assertThat(lane.waiting()).isEqualTo(2);
        List.of(slow, longest, next, last).forEach(Lane.Place::leave);
        assertThat(lane.inside()).isZero();
    }

    @Test
    void nobodyWaitsForLongerThanHisPatience() {
        Lane lane = new Lane(1, 10, PATIENCE, time);
        Lane.Place slow = ask(lane, "slow");
        Lane.Place early = ask(lane, "early");
        time.advanceTimeBy(PATIENCE.dividedBy(2).minusMillis(1));
        assertThat(answers).containsExactly("slow true");

        time.advanceTimeBy(PATIENCE.dividedBy(2).plusMillis(1));
        Lane.Place late = ask(lane, "late");
        assertThat(answers).containsExactly("slow true", "early false");

        List.of(slow, early, late).forEach(Lane.Place::leave);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void whereACrowdHasStoodOnlyWhoCameJustNowIsLetIn() {
        Lane lane = new Lane(1, 100, Duration.ofHours(1), time);
        Lane.Place slow = ask(lane, "slow");
        List<Lane.Place> crowd = IntStream.rangeClosed(0, Lane.A_CROWD)
                .mapToObj(number -> ask(lane, "early"))
                .toList();
        time.advanceTimeBy(Lane.STANDING.plusMillis(1));
        Lane.Place fresh = ask(lane, "fresh");

        slow.leave();
        time.advanceTimeBy(Lane.JUST_NOW.plusMillis(1));
        fresh.leave();
        time.advanceTime();
        assertThat(answers).containsExactly("slow true", "fresh true");
        assertThat(lane.inside()).isZero();

        Lane.Place later = ask(lane, "later");
        time.advanceTime();
        assertThat(answers).containsExactly("slow true", "fresh true", "later true");
        later.leave();
        crowd.forEach(Lane.Place::leave);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void whereACrowdHasStoodHalfOfThePlacesStayEmptyUntilItHasGone() {
        Lane lane = new Lane(2, 100, Duration.ofHours(1), time);
        Lane.Place one = ask(lane, "one");
        Lane.Place two = ask(lane, "two");
        List<Lane.Place> crowd = IntStream.rangeClosed(0, 2 * Lane.A_CROWD)
                .mapToObj(number -> ask(lane, "early"))
                .toList();
        time.advanceTimeBy(Lane.STANDING.plusMillis(1));
        Lane.Place fresh = ask(lane, "fresh");

        one.leave();
        time.advanceTime();
        assertThat(lane.inside()).as("the second place").isEqualTo(1);
        two.leave();
        time.advanceTime();
        assertThat(answers).containsExactly("one true", "two true", "fresh true");

        crowd.subList(4, crowd.size()).forEach(Lane.Place::leave);
        fresh.leave();
        time.advanceTime();
        assertThat(lane.inside()).as("both, as nobody stands there").isEqualTo(2);
        crowd.forEach(Lane.Place::leave);
        assertThat(lane.inside()).isZero();
    }

    @Test
    void whereFewWaitAFreePlaceIsTaken() {
        Lane lane = new Lane(1, 100, Duration.ofHours(1), time);
        Lane.Place slow = ask(lane, "slow");
        Lane.Place early = ask(lane, "early");
        time.advanceTimeBy(Lane.STANDING.plusMinutes(1));

        slow.leave();
        time.advanceTime();
        assertThat(answers).containsExactly("slow true", "early true");
        early.leave();
    }

    @Test
    void noPlaceIsLostWhenWaitingOnesGoAway() {
        Lane lane = new Lane(3, 50, Duration.ofMillis(5), Schedulers.parallel());
        AtomicInteger most = new AtomicInteger();

        Boolean unused = Flux.range(0, 20_000)
                .flatMap(
                        number -> Mono.using(
                                        lane::place,
                                        place -> place.entered()
                                                .doOnNext(in -> most.accumulateAndGet(lane.inside(), Math::max))
                                                .publishOn(Schedulers.boundedElastic()),
                                        Lane.Place::leave)
                                .takeUntilOther(number % 3 == 0 ? Mono.delay(Duration.ofNanos(number)) : Mono.never())
                                .subscribeOn(Schedulers.parallel()),
                        40)
                .blockLast(Duration.ofMinutes(1));

        assertThat(lane.inside()).isZero();
        assertThat(lane.waiting()).isZero();
        assertThat(most).hasValueLessThanOrEqualTo(3);
    }

    private Lane.Place ask(Lane lane, String name) {
        Lane.Place place = lane.place();
        Disposable unused = place.entered().subscribe(in -> answers.add(name + " " + in));
        return place;
    }
}
