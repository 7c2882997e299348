package org.ziyuan.procurement.approval;

/** What an approver says. */
public enum Decision {
    APPROVE,
    REJECT
}
