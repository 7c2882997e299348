package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.factor.Phone;

/** A person of the demonstration switches the second step on, with a phone and with a passkey of Chromium's own authenticator. */
class SecondFactorBrowserTests extends BrowserWalk {

    @Test
    void aTeacherSignsInByAPasskeyAndByHisPhone() {
        Page page = windowOf(DESK, true);
        giveAnAuthenticator(page);
        enter(page);
        page.navigate(local("/account/second-factor"));
        picture(page, "second-factor");
        page.locator("#field-label").fill("办公室电脑");
        page.locator("text=添加通行密钥").last().click();
        page.waitForSelector(".recovery-codes");
        picture(page, "recovery-codes");
        Locator codes = page.locator(".recovery-codes code");
        assertThat(codes.count()).isEqualTo(10);
        String first = codes.nth(0).textContent();

        signOut(page);
        enter(page);
        assertThat(page.url()).contains("/sign-in/second-step");
        picture(page, "second-step");
        page.locator("text=用通行密钥继续").click();
        page.waitForURL(local("/"));

        page.navigate(local("/account/second-factor"));
        Phone phone = new Phone(page.locator("code.secret").first().textContent());
        page.locator("#field-presentCode").fill(first);
        page.locator("#field-oneTimeCode").fill(phone.code());
        page.locator("#field-oneTimeCode").press("Enter");
        page.waitForSelector(".recovery-codes");
        String last = page.locator(".recovery-codes code").nth(9).textContent();
        page.navigate(local("/account"));
        picture(page, "account");
        assertThat(page.locator("main").textContent()).contains("通行密钥", "登录记录");

        page.setViewportSize(PHONE, 900);
        page.navigate(local("/account"));
        picture(page, "account-phone");
        page.navigate(local("/account/second-factor"));
        picture(page, "second-factor-phone");
        page.locator("#field-end").fill(last);
        page.locator("details.danger summary").click();
        page.locator("text=确认停用").click();
        page.waitForURL(local("/account"));
        assertThat(page.locator("main").textContent()).contains("没有启用");
    }

    @Test
    void theProvincesIdentityPlatformSignsSomebodyIn() {
        Page page = windowOf(DESK, true);
        page.navigate(at("/sign-in"));
        picture(page, "sign-in");
        page.locator("a", new Page.LocatorOptions().setHasText("演示省统一身份认证")).click();
        page.locator("#sub").fill("T-" + System.nanoTime());
        page.locator("button").click();
        page.waitForURL(at("/"));
        page.navigate(at("/account"));
        assertThat(page.locator("main").textContent()).contains("沈知微", "统一身份认证");

        page.navigate(at("/sign-in/with/nobody"));
        picture(page, "sign-in-refused");
        assertThat(page.locator("main").textContent()).contains("没有这个身份认证平台");
    }

    @Test
    void theOperatorSeesWhatAMappingMakesOfASample() {
        Page page = signedIn("资源超市运营中心", "平台运营", DESK);
        page.navigate(at("/identity-providers"));
        picture(page, "identity-providers");
        page.locator("text=演示省统一身份认证").first().click();
        page.locator("#field-claims").fill("{\"name\":\"沈知微\",\"org_code\":\"s0001\",\"role\":\"teacher\"}");
        page.locator("text=看结果").click();
        picture(page, "identity-provider");
        assertThat(page.locator("dl.facts").textContent()).contains("沈知微", "教师");
        page.locator("#field-claims").fill("{\"name\":\"沈知微\",\"org_code\":\"nowhere\",\"role\":\"teacher\"}");
        page.locator("text=看结果").click();
        assertThat(page.locator("main").textContent()).contains("nowhere", "没有登记");
    }

    private void enter(Page page) {
        page.navigate(local("/demo?school=%E4%B8%AD%E5%AD%A6"));
        page.locator("section.panel")
                .first()
                .locator("button", new Locator.LocatorOptions().setHasText("教师"))
                .first()
                .click();
    }

    private void signOut(Page page) {
        page.navigate(local("/account"));
        page.locator("details.person summary").click();
        page.locator("text=退出登录").click();
    }

    /** Keys are bound to names and never to numbers. */
    private String local(String path) {
        return at(path).replace("127.0.0.1", "localhost");
    }

    private static void giveAnAuthenticator(Page page) {
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject wrapped = new JsonObject();
        wrapped.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", wrapped);
    }
}
