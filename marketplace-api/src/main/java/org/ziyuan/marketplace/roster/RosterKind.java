package org.ziyuan.marketplace.roster;

/** Says as what somebody stands in a roster. */
public enum RosterKind {
    PUPIL,
    TEACHER,
    PARENT
}
