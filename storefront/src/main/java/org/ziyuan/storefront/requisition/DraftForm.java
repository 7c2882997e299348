package org.ziyuan.storefront.requisition;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.requisition.Wanted;
import org.ziyuan.procurement.requisition.WriteDraft;

/** Reads what the forms about a draft say. */
final class DraftForm {

    private static final String QUANTITY = "quantity-";
    private static final String REASON = "reason-";

    private DraftForm() {}

    /** The one form of a draft; what it does not hold stays as it is. */
    static WriteDraft.Written written(MultiValueMap<String, String> form) {
        Map<UUID, Integer> quantities = new HashMap<>();
        Map<UUID, String> reasons = new HashMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith(QUANTITY)) {
                quantities.put(line(name.substring(QUANTITY.length())), number(form, name));
            } else if (name.startsWith(REASON)) {
                reasons.put(line(name.substring(REASON.length())), values.get(0));
            }
        });
        return new WriteDraft.Written(
                form.getFirst("purpose"),
                quantities,
                reasons,
                form.containsKey("budgetLine") ? Fields.id(form, "budgetLine") : null,
                form.containsKey("remove") ? Fields.id(form, "remove") : null,
                form.containsKey("exchange") ? Fields.id(form, "exchange") : null);
    }

    /** What a listing's page puts on a draft, with whom it is for as that page computed it. */
    static Wanted wanted(MultiValueMap<String, String> form) {
        String people = Fields.plain(form, "people");
        String reason = Fields.text(form, "reason");
        return new Wanted(
                number(form, "quantity"),
                ForWhom.of(
                        Fields.plain(form, "audience"),
                        ForWhom.ofColumn(Fields.plain(form, "grades")),
                        people.isEmpty() ? null : number(form, "people")),
                reason.isEmpty() ? null : reason);
    }

    private static UUID line(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("id-malformed");
        }
    }

    private static int number(MultiValueMap<String, String> form, String name) {
        String text = Fields.plain(form, name);
        if (text.isEmpty()) {
            throw Refusal.invalid("field-missing").with("field", name);
        }
        if (!text.matches("\\d{1,7}")) {
            throw Refusal.invalid("quantity-malformed")
                    .with("quantity", TextField.beginning(text, 20))
                    .with("field", name);
        }
        return Integer.parseInt(text);
    }
}
