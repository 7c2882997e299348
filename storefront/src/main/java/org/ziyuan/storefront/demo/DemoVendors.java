package org.ziyuan.storefront.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.transaction.Ids;

/** Ten invented vendors; their credit codes carry a right check digit and an issuing code that is not in use. */
final class DemoVendors {

    record Vendor(String code, String name, String type, String introduction) {

        UUID id() {
            return Ids.derived("demo-organization", code);
        }

        Map<String, Object> profile() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("organization_id", id());
            row.put("vendor_type", type);
            row.put("contact_name", "客户服务部");
            row.put("introduction_html", "<p>" + introduction + "</p>");
            row.put("settlement_account_name", name);
            return row;
        }
    }

    static final List<Vendor> ALL = List.of(
            new Vendor("v01", "岭南数字教材出版发行中心", "publisher", "人教版、统编版等数字教材的省内授权发行，供教师备课和学生阅读。"),
            new Vendor("v02", "珠江基础教育出版服务社", "publisher", "粤版与沪版数字教材及配套练习的发行与更新服务。"),
            new Vendor("v03", "北辰数字教材有限公司", "publisher", "北京版、北师大版、冀教版数字教材的授权发行。"),
            new Vendor("v04", "江南教育数字出版有限公司", "publisher", "苏教版、浙教版、译林版数字教材与音像资源。"),
            new Vendor("v05", "华中艺体教材服务有限公司", "publisher", "音乐、美术、体育与健康数字教材与课堂资源。"),
            new Vendor("v06", "云岭教学平台科技有限公司", "platform", "人人通云教学平台与教学助手：备课、授课、作业与空间。"),
            new Vendor("v07", "书香童年阅读科技有限公司", "software", "一起阅读：儿童文学分级阅读与班级共读。"),
            new Vendor("v08", "探微科学教育有限公司", "software", "爱科学：小学科学探究活动、虚拟实验与观察记录。"),
            new Vendor("v09", "南粤教师发展服务中心", "training", "教师信息技术应用能力与数字教材应用培训。"),
            new Vendor("v10", "海丝资源共建服务有限公司", "platform", "习题、高等教育衔接与地方特色资源的整理和服务。"));

    private DemoVendors() {}

    static Vendor of(String code) {
        return ALL.stream()
                .filter(vendor -> vendor.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The eighteen characters of a 统一社会信用代码 with the check character of GB 32100-2015: the weighted sum modulo 31,
     * weights being the powers of three.
     */
    static String creditCode(int ordinal) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        String body = "91440000MADEM" + "%04d".formatted(ordinal);
        int sum = 0;
        int weight = 1;
        for (int place = 0; place < body.length(); place++) {
            sum += alphabet.indexOf(body.charAt(place)) * weight;
            weight = weight * 3 % 31;
        }
        return body + alphabet.charAt((31 - sum % 31) % 31);
    }
}
