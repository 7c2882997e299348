package org.ziyuan.storefront.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The lane of one purpose, with what is counted at it. */
record Door(Lane lane, Counter admitted, Counter refused) {

    static Door of(Purpose purpose, Lane lane, MeterRegistry meters) {
        String name = purpose.name().toLowerCase(Locale.ROOT);
        Gauge.builder("ziyuan.admission.inside", lane, Lane::inside)
                .tag("purpose", name)
                .register(meters);
        Gauge.builder("ziyuan.admission.waiting", lane, Lane::waiting)
                .tag("purpose", name)
                .register(meters);
        return new Door(lane, counter(meters, name, "admitted"), counter(meters, name, "refused"));
    }

    private static Counter counter(MeterRegistry meters, String purpose, String outcome) {
        return Counter.builder("ziyuan.admission.requests")
                .tag("purpose", purpose)
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(boolean in) {
        (in ? admitted : refused).increment();
    }
}
