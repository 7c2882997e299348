package org.ziyuan.marketplace.vendor;

/** How a requirement is proved. */
enum EvidenceKind {
    /** 证照: a paper, mostly with the day on which it ends. */
    DOCUMENT,
    /** 编号: a number or a name. */
    FIELD,
    /** 承诺: the vendor says that it is so. */
    ATTESTATION,
    /** 核查: the operator looks himself and writes down what he found. */
    REVIEW;

    public boolean isPaper() {
        return this == DOCUMENT;
    }

    public boolean isField() {
        return this == FIELD;
    }

    public boolean isPromise() {
        return this == ATTESTATION;
    }

    /** Whether the vendor hands nothing in for it. */
    public boolean isReview() {
        return this == REVIEW;
    }
}
