package org.ziyuan.marketplace.worklist;

import java.util.List;

/** Tells {@link Notices} what people learn from one feature. */
public interface NoticeSource {

    List<NoticeKind> notices();
}
