package org.ziyuan.marketplace.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kept form as the one text that a session holds of it. */
final class KeptFormText {

    private static final String PAGE = ":page";

    private static final String FIELD = ":field";

    private static final String SENTENCE = ":sentence";

    private static final String CHANGES = ":changes";

    private KeptFormText() {}

    static String of(KeptForm form) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(PAGE, form.page());
        all.put(FIELD, form.field());
        all.put(SENTENCE, form.sentence());
        all.put(CHANGES, String.join("\n", form.changes()));
        all.putAll(form.typed());
        all.keySet().removeAll(KeptForm.NEVER);
        return Texts.line(all);
    }

    static KeptForm read(String text) {
        Map<String, String> read = Texts.of(text);
        List<String> changes = taken(read, CHANGES).lines().toList();
        return new KeptForm(taken(read, PAGE), without(read), taken(read, FIELD), taken(read, SENTENCE), changes);
    }

    private static String taken(Map<String, String> read, String name) {
        return read.getOrDefault(name, "");
    }

    private static Map<String, String> without(Map<String, String> read) {
        Map<String, String> fields = new LinkedHashMap<>(read);
        fields.keySet().removeIf(name -> name.startsWith(":"));
        return fields;
    }
}
