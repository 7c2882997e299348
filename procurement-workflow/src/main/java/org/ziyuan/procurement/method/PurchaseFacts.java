package org.ziyuan.procurement.method;

import java.util.HashMap;
import java.util.Map;
import org.ziyuan.marketplace.money.Money;

/**
 * What the rules are asked about.
 *
 * @param objectType goods, services or works
 * @param amount the greater of this request and all of its class in the fiscal year for the same school and project:
 *     that cutting an order in pieces changes nothing is 政府采购法实施条例第二十八条
 * @param basis the legal circumstance claimed, {@code NONE} for none
 */
record PurchaseFacts(
        String objectType,
        Money amount,
        boolean mallListed,
        boolean inCatalogue,
        boolean frameworkCallOff,
        String basis) {

    Map<String, Object> beside(Thresholds thresholds) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("objectType", objectType);
        facts.put("amount", amount.fen());
        facts.put("mallListed", mallListed);
        facts.put("inCatalogue", inCatalogue);
        facts.put("frameworkCallOff", frameworkCallOff);
        facts.put("basis", basis);
        facts.put("procurementLimit", thresholds.of("procurement-limit").fen());
        facts.put("openTender", thresholds.of("open-tender").fen());
        facts.put("worksTender", thresholds.of("works-tender").fen());
        facts.put("emallDirectMax", thresholds.of("emall-direct-max").fen());
        facts.put("emallBargainMax", thresholds.of("emall-bargain-max").fen());
        return facts;
    }
}
