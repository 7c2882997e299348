package org.ziyuan.procurement.progress;

/** How far a step is. */
enum StepMark {
    DONE,
    CURRENT,
    /** Follows what is current, if nothing else is decided. */
    NEXT,
    /** Was begun and taken off: an interrupted wait. */
    LEFT,
    OPEN
}
