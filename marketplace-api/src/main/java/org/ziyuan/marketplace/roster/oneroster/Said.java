package org.ziyuan.marketplace.roster.oneroster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what one row of an archive says of a person or a class. */
final class Said {

    private static final String GRADES = "一二三四五六七八九";

    private Said() {}

    static boolean isDeleted(Map<String, String> row) {
        return row.getOrDefault("status", "").equalsIgnoreCase("tobedeleted");
    }

    static boolean isOut(Map<String, String> user) {
        return isDeleted(user) || user.getOrDefault("enabledUser", "true").equalsIgnoreCase("false");
    }

    static String id(Map<String, String> user) {
        return user.getOrDefault("sourcedId", "");
    }

    static String number(Map<String, String> user) {
        String number = user.getOrDefault("identifier", "");
        return number.isEmpty() ? id(user) : number;
    }

    /** Chinese names begin with the family and have no blank. */
    static String name(Map<String, String> user) {
        String family = user.getOrDefault("familyName", "");
        String given = user.getOrDefault("givenName", "");
        boolean chinese = (family + given)
                .codePoints()
                .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
        return chinese ? family + given : (given + " " + family).strip();
    }

    /** CEDS writes 01 to 12. */
    static String grade(@Nullable String ofClass, @Nullable String ofUser) {
        List<String> said = list(ofClass).size() == 1 ? list(ofClass) : list(ofUser);
        if (said.size() != 1 || !said.get(0).matches("0?[1-9]|1[0-2]")) {
            return "";
        }
        int grade = Integer.parseInt(said.get(0));
        return grade <= GRADES.length()
                ? GRADES.charAt(grade - 1) + "年级"
                : "高" + GRADES.charAt(grade - GRADES.length() - 1);
    }

    static List<String> list(@Nullable String written) {
        return written == null || written.isBlank()
                ? List.of()
                : Arrays.stream(written.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }
}
