package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.AUDITOR;
import static org.ziyuan.marketplace.identity.Role.CASHIER;
import static org.ziyuan.marketplace.identity.Role.CITY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.COUNTY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.identity.Role.PROVINCE_BUREAU;
import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.REGISTRAR;
import static org.ziyuan.marketplace.identity.Role.TEACHER;
import static org.ziyuan.marketplace.identity.Role.VENDOR_MANAGER;

import java.util.Arrays;

/**
 * Who reads which kind of paper. Page, download and API of one thing ask the same list; which papers of the kind somebody
 * then sees is decided by the query. Pupils and parents stand on none: what concerns them are the resources they may use.
 */
public final class Readers {

    private Readers() {}

    /** Budget lines, spending, allocations, changes of the budget, joint purchases: who answers for a school's money. */
    public static Role[] ofMoney() {
        return new Role[] {PURCHASER, ACCOUNTANT, PRINCIPAL, COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU, AUDITOR};
    }

    /** Requisitions: also the teachers who ask for something. */
    public static Role[] ofRequisitions() {
        return new Role[] {
            PURCHASER, TEACHER, ACCOUNTANT, PRINCIPAL, COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU, AUDITOR
        };
    }

    /** Orders with their papers and licences: also the vendor who delivers. */
    public static Role[] ofOrders() {
        return new Role[] {
            PURCHASER,
            TEACHER,
            ACCOUNTANT,
            CASHIER,
            PRINCIPAL,
            COUNTY_BUREAU,
            CITY_BUREAU,
            PROVINCE_BUREAU,
            AUDITOR,
            VENDOR_MANAGER
        };
    }

    /** Payments, which the operator reads too: some things are cleared with a provider by the operator alone. */
    public static Role[] ofPayments() {
        Role[] readers = Arrays.copyOf(ofOrders(), ofOrders().length + 1);
        readers[readers.length - 1] = OPERATOR;
        return readers;
    }

    /** Payments without a result, refunds and disputes: who clears them. */
    public static Role[] ofPaymentsInQuestion() {
        return new Role[] {ACCOUNTANT, CASHIER, OPERATOR};
    }

    /** Counts of pupils and runs of allocation over many schools. */
    public static Role[] ofManySchools() {
        return new Role[] {COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU, AUDITOR};
    }

    /** The register of organizations and what was true of them when: the operator looks after all of it. */
    public static Role[] ofOrganizations() {
        return Role.bureausAnd(AUDITOR, OPERATOR);
    }

    /** The ends of years. */
    public static Role[] ofYearEnds() {
        return new Role[] {ACCOUNTANT, PRINCIPAL, AUDITOR, COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU};
    }

    /** People and their roles: who gives roles, and who audits that. */
    public static Role[] ofPeople() {
        return new Role[] {OPERATOR, PROVINCE_BUREAU, CITY_BUREAU, COUNTY_BUREAU, PRINCIPAL, VENDOR_MANAGER, AUDITOR};
    }

    /** Rosters, also to write them: who keeps a school's roster, and who answers for the school. */
    public static Role[] ofRosters() {
        return new Role[] {REGISTRAR, PRINCIPAL};
    }

    /** The service that rosters are read from: those of a school, and bureaus for the schools below. */
    public static Role[] ofRosterServices() {
        return Role.bureausAnd(REGISTRAR, PRINCIPAL);
    }

    /** Duties that are lent for a time: everybody who has one that others wait for. */
    public static Role[] whoLendDuties() {
        return Role.bureausAnd(OPERATOR, PURCHASER, ACCOUNTANT, CASHIER, PRINCIPAL, REGISTRAR, AUDITOR, VENDOR_MANAGER);
    }

    /** Those of them who give roles. */
    public static Role[] whoGiveRoles() {
        return new Role[] {OPERATOR, PROVINCE_BUREAU, CITY_BUREAU, COUNTY_BUREAU, PRINCIPAL, VENDOR_MANAGER};
    }
}
