package org.ziyuan.storefront.demo;

import java.util.UUID;
import org.ziyuan.marketplace.transaction.Ids;

/** A pilot app: a catalogue entry like any other, launched under licence. */
enum PilotApp {
    RENJIAO("pilot-renjiao", "v01", "人教数字教材", "人教版数字教材阅读平台", 1200, 380_000),
    READING("pilot-reading", "v07", "一起阅读", "儿童文学分级阅读与班级共读", 900, 260_000),
    SCIENCE("pilot-science", "v08", "爱科学", "小学科学探究活动与虚拟实验", 800, 220_000),
    CLOUD("pilot-cloud", "v06", "人人通云教学平台", "备课、授课、作业与空间一体的云教学平台", 1500, 520_000),
    ASSISTANT("pilot-assistant", "v06", "教学助手", "教师备课与课堂互动助手", 600, 180_000);

    final String code;
    final String vendor;
    final String title;
    final String subtitle;
    final long pupilYearInFen;
    final long schoolYearInFen;

    PilotApp(String code, String vendor, String title, String subtitle, long pupilYearInFen, long schoolYearInFen) {
        this.code = code;
        this.vendor = vendor;
        this.title = title;
        this.subtitle = subtitle;
        this.pupilYearInFen = pupilYearInFen;
        this.schoolYearInFen = schoolYearInFen;
    }

    UUID listing() {
        return Ids.derived("demo-listing", code);
    }
}
