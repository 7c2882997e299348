package org.ziyuan.marketplace.pooling;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.register.OpenPapers;

/** Counts what a school has asked for of joint purchases that are not awarded. */
@Component
class OpenDemands implements OpenPapers {

    @Override
    public String what() {
        return "demands";
    }

    @Override
    public String sql() {
        return "select count(*) from joint_demand where school_id = :organization and state = '"
                + JointDemand.State.RESERVED + "'";
    }
}
