package org.ziyuan.marketplace.register;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;

/**
 * An act upon the tree of organizations, as asked for and as it ended.
 *
 * @param organizationId what it is about; for CREATE and SPLIT the new one
 * @param organizationName as it is called today; null while it does not exist
 * @param holdsFrom the day in Beijing from which it holds
 * @param otherName the new parent, the successor or what was split, as it is called today
 * @param refusalCode why it could not be done when its day came
 */
public record OrganizationAct(
        UUID id,
        Kind kind,
        UUID organizationId,
        @Nullable String organizationName,
        LocalDate holdsFrom,
        @Nullable String otherName,
        String reason,
        State state,
        @Nullable String refusalCode,
        UUID askedFor,
        @Nullable UUID askedBy,
        String askedByName,
        OffsetDateTime askedAt,
        @Nullable OffsetDateTime endedAt) {

    /** What is done. */
    public enum Kind {
        /** 设立. */
        CREATE,
        /** 变更: name, attributes. */
        CHANGE,
        /** 划转: below another parent, with all that lies below. */
        MOVE,
        /** 合并: into a successor. */
        MERGE,
        /** 分立: a new one beside it, which takes over some of what lies below. */
        SPLIT,
        /** 撤销. */
        CLOSE
    }

    /** How far it has come; everything but PLANNED is final. */
    public enum State {
        PLANNED,
        DONE,
        /** It could not be done when its day came. */
        REFUSED,
        WITHDRAWN;

        /** What may happen to an act that is planned. */
        public enum Event {
            DO,
            REFUSE,
            WITHDRAW
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "organization-act", State.class, PLANNED)
                .permit(PLANNED, Event.DO, DONE)
                .permit(PLANNED, Event.REFUSE, REFUSED)
                .permit(PLANNED, Event.WITHDRAW, WITHDRAWN);
    }

    /** Whether its day has not come yet. */
    public boolean isPlanned() {
        return state == State.PLANNED;
    }

    static final String COLUMNS = """
            select a.id, a.kind, a.organization_id, o.name as organization_name, a.holds_from, other.name as other_name,
                   a.reason, a.state, a.refusal_code, a.asked_for, a.asked_by,
                   name_and_place(a.asked_by, a.asked_by_name, a.asked_at) as asked_by_name, a.asked_at, a.ended_at
              from organization_act a
              left join organization o on o.id = a.organization_id
              left join organization other on other.id = (a.wish->>'otherId')::uuid
            """;
}
