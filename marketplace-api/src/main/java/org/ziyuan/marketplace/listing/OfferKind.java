package org.ziyuan.marketplace.listing;

/** What a vendor can sell: a right and what its price multiplies, in the pairs that make sense together. */
public enum OfferKind {
    PER_PUPIL(LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR),
    PER_SEAT(LicenceModel.NAMED_SEAT, Meter.SEAT_YEAR),
    WHOLE_SCHOOL(LicenceModel.SCHOOL, Meter.SCHOOL_YEAR),
    PERPETUAL_SEAT(LicenceModel.PERPETUAL, Meter.ONE_OFF),
    SERVICE(LicenceModel.SERVICE, Meter.ONE_OFF),
    FREE(LicenceModel.SCHOOL, Meter.FREE);

    private final LicenceModel model;
    private final Meter meter;

    OfferKind(LicenceModel model, Meter meter) {
        this.model = model;
        this.meter = meter;
    }

    LicenceModel model() {
        return model;
    }

    Meter meter() {
        return meter;
    }

    /** Whether its price is for a time, so that it has to say for how long. */
    public boolean hasTerm() {
        return meter == Meter.PUPIL_YEAR || meter == Meter.SEAT_YEAR || meter == Meter.SCHOOL_YEAR;
    }
}
