package org.ziyuan.procurement.method;

/** How the law lets something be bought; the later in this list, the more competitive. */
public enum Method {
    EMALL_DIRECT,
    FRAMEWORK_CALL_OFF,
    EMALL_BARGAIN,
    SINGLE_SOURCE,
    SCHOOL_RFQ,
    EMALL_AUCTION,
    RFQ,
    NEGOTIATION,
    CONSULTATION,
    INVITED_TENDER,
    WORKS_TENDER,
    OPEN_TENDER;

    /** The school may order from the vendor it has chosen. */
    public boolean isDirect() {
        return this == EMALL_DIRECT;
    }

    /** The method's name as the law has it. */
    public String inChinese() {
        return switch (this) {
            case EMALL_DIRECT -> "商城直接订购";
            case FRAMEWORK_CALL_OFF -> "框架协议第二阶段采购";
            case EMALL_BARGAIN -> "商城议价";
            case SINGLE_SOURCE -> "单一来源采购";
            case SCHOOL_RFQ -> "校内询价";
            case EMALL_AUCTION -> "商城网上竞价";
            case RFQ -> "询价";
            case NEGOTIATION -> "竞争性谈判";
            case CONSULTATION -> "竞争性磋商";
            case INVITED_TENDER -> "邀请招标";
            case WORKS_TENDER -> "工程招标";
            case OPEN_TENDER -> "公开招标";
        };
    }
}
