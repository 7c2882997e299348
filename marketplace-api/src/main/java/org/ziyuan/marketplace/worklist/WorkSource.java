package org.ziyuan.marketplace.worklist;

import java.util.List;

/** Tells the {@link Worklist} what can wait for people in one feature. */
public interface WorkSource {

    List<WorkKind> kinds();
}
