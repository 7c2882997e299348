package org.ziyuan.marketplace.enrolment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The kinds of disability by which pupils in special education are counted and funded (残疾类别). */
public enum Disability {
    @JsonProperty("visual")
    VISUAL("视力残疾"),
    @JsonProperty("hearing")
    HEARING("听力残疾"),
    @JsonProperty("speech")
    SPEECH("言语残疾"),
    @JsonProperty("physical")
    PHYSICAL("肢体残疾"),
    @JsonProperty("intellectual")
    INTELLECTUAL("智力残疾"),
    @JsonProperty("psychiatric")
    PSYCHIATRIC("精神残疾"),
    @JsonProperty("multiple")
    MULTIPLE("多重残疾");

    private final String chinese;

    Disability(String chinese) {
        this.chinese = chinese;
    }

    /** The name of its column, in tables, files and JSON. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The heading of its column in a Chinese file. */
    public String chinese() {
        return chinese;
    }
}
