package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A principal brings a roster in, looks who is where, and takes it back. Pictures lie in target/screenshots. */
class RosterBrowserTests extends BrowserWalk {

    private static final String NAME = "欧阳试读人";

    @Test
    void aRosterComesInIsReadAndTakenBack() throws SQLException, IOException, InterruptedException {
        Page school = signedIn(SCHOOL, "校长", DESK);
        school.navigate(at("/roster"));
        assertThat(school.locator(".empty-state")).containsText("名册还是空的");
        picture(school, "roster-1-empty");

        bring(school, "姓名,学籍号,班级\n" + NAME + ",G1,\n" + NAME + ",,三1班\n", StandardCharsets.UTF_8);
        assertThat(school.locator(".notice.bad")).containsText("处错误");
        assertThat(school.locator("main")).containsText("请取消合并");
        picture(school, "roster-2-faults");

        bring(school, roster(30), Charset.forName("GBK"));
        assertThat(school.locator("h1")).containsText("可以写入");
        picture(school, "roster-3-difference");
        apply(school, null);

        bring(school, roster(20), StandardCharsets.UTF_8);
        apply(school, "3");
        assertThat(school.locator("main")).containsText("一行也没有写入");
        picture(school, "roster-4-guard");
        apply(school, "10");

        school.navigate(at("/roster?find=" + NAME));
        assertThat(school.locator("main")).containsText("三年级1班");
        school.navigate(at("/roster"));
        picture(school, "roster-5-list");
        school.navigate(at("/roster/changes"));
        picture(school, "roster-6-changes");
        school.locator("details.danger summary").click();
        school.locator("details.danger button").click();
        assertThat(school.locator("#flash")).containsText("已撤销");
        school.setViewportSize(PHONE, 900);
        school.navigate(at("/roster"));
        picture(school, "roster-7-phone");
        school.navigate(at("/roster/rollover"));
        picture(school, "roster-8-rollover");

        org.assertj.core.api.Assertions.assertThat(inTheClear(NAME)).isEmpty();
        Page county = signedIn(COUNTY, "县区主管", DESK);
        county.navigate(at("/roster"));
        assertThat(county.locator("main")).not().containsText(NAME);
    }

    private static String roster(int pupils) {
        StringBuilder file = new StringBuilder("晨光小学学生名册,,,,,\n*姓名,学籍号,工号,班级,任教学科,子女学籍号\n");
        file.append(NAME).append(",G440103201901010001,,三（1）班,,\n");
        for (int n = 2; n <= pupils; n++) {
            file.append("学生%d,G44010320190101%04d,,三（%d）班,,\n".formatted(n, n, n % 2 + 1));
        }
        return file.append("王老师,,T0001,三（1）班,数学,\n欧阳家长,,,,,G440103201901010001\n")
                .toString();
    }

    private void bring(Page school, String csv, Charset charset) {
        school.navigate(at("/intake/roster"));
        school.locator("#field-file").setInputFiles(new FilePayload("名册.csv", "text/csv", csv.getBytes(charset)));
        school.locator("form[enctype='multipart/form-data'] button[type=submit]")
                .click();
    }

    private static void apply(Page school, @Nullable String leaving) {
        if (leaving != null) {
            school.locator("#field-leaving").fill(leaving);
        }
        school.locator("details.danger summary").click();
        school.locator("details.danger button").click();
        if (!"3".equals(leaving)) {
            assertThat(school.locator("#flash")).containsText("已全部写入");
        }
    }

    /** Every table of every schema, the engine's, the outbox and the kept answers included, the search index and the log. */
    private List<String> inTheClear(String text) throws SQLException, IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        if (indexed("*") == 0) {
            throw new AssertionError("nothing is found in the index at all");
        }
        if (indexed('"' + text + '"') > 0) {
            found.add("the index");
        }
        if (market.output().contains(text)) {
            found.add("the log");
        }
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(market.folder().resolve("secrets/database.properties"))) {
            passwords.load(file);
        }
        String address = TwoNodesTests.sharing(market).get("SPRING_DATASOURCE_URL");
        try (Connection connection =
                        DriverManager.getConnection(address, "market_owner", passwords.getProperty("market_owner"));
                Statement tables = connection.createStatement();
                ResultSet all = tables.executeQuery("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                        """)) {
            while (all.next()) {
                try (Statement one = connection.createStatement();
                        ResultSet row = one.executeQuery("select 1 from " + all.getString(1)
                                + " t where t::text like '%" + text + "%' limit 1")) {
                    if (row.next()) {
                        found.add(all.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private int indexed(String words) throws IOException, InterruptedException {
        String query = "/_all/_search?size=0&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(TwoNodesTests.sharing(market).get("ZIYUAN_OPENSEARCH_URL") + query))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher total = Pattern.compile("\"total\":\\{\"value\":(\\d+)").matcher(answer);
        if (!total.find()) {
            throw new AssertionError(answer);
        }
        return Integer.parseInt(total.group(1));
    }
}
