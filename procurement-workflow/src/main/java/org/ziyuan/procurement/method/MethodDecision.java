package org.ziyuan.procurement.method;

/**
 * What the rules say.
 *
 * @param ruleRow the row of the table that held
 * @param minimumDays the shortest period in words, or empty
 * @param approval whose approval the method itself needs, or empty
 * @param source the article it rests on
 */
public record MethodDecision(
        Method method, int ruleRow, int minimumSuppliers, String minimumDays, String approval, String source) {

    /** The reason a person reads when direct purchase is not allowed. */
    public String inWords() {
        return "须采用“" + method.inChinese() + "”，依据：" + source;
    }
}
