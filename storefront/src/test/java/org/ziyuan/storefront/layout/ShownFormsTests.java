package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.form.KeptForm;

/**
 * Every form that writes says what its page showed of the thing it acts on, or stands here with the reason why there is
 * nothing to say; and every handler of such a form compares it.
 */
class ShownFormsTests {

    private static final Pattern FORM =
            Pattern.compile("<form([^>]*method=\"post\"[^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern ACTION = Pattern.compile("th:action=\"@\\{([^\"(]+)[(}]");
    private static final Pattern HANDLER =
            Pattern.compile("@PostMapping\\(\"([^\"]+)\"\\)(.*?)(?=\\n    @|\\n    /\\*\\*|\\z)", Pattern.DOTALL);
    private static final String FIELD = "fragments/form :: shown(";

    /** Forms that command nothing about something shown, each with its reason. */
    private static final Map<String, String> NOTHING_SHOWN = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "/requisitions/start",
                    "puts an offer on a draft, whose page shows the price before it is handed in"),
            Map.entry(
                    "/needs/{id}/requisition",
                    "begins a draft, whose page shows offer and price before it is handed in"),
            Map.entry("/needs/{id}/decline", "answers whoever waits, and a later question waits anew"),
            Map.entry("/listings/{id}/keep", "puts it on a list of one's own, once however often"),
            Map.entry("/lists/{id}/share", "says of one's own list who sees it"),
            Map.entry("/lists/{id}/drop", "takes one listing off one's own list"),
            Map.entry(
                    "/lists/{id}/requisition", "begins drafts, whose pages show the prices before they are handed in"),
            Map.entry("/listings/{id}/need", "asks under the name of the one who asks, whose last word counts"),
            Map.entry("/requisitions/{id}/copy", "begins a new draft from one that has ended and stays as it is"),
            Map.entry("/budget-changes", "asks for a new change under an id of its own, after its figures were shown"),
            Map.entry("/allocations", "computes a new allocation, which another person approves"),
            Map.entry("/enrolment", "begins a new count"),
            Map.entry("/intake/{kind}", "looks at a file and writes nothing of it"),
            Map.entry("/intake/{kind}/headings", "names the columns of one's own files"),
            Map.entry("/vendor/apply", "asks for something new under an id of its own"),
            Map.entry("/vendor/qualification/{requirement}", "hands in something new under an id of its own"),
            Map.entry("/vendor/catalogue/link", "writes only where nothing stands"),
            Map.entry("/vendor/catalogue/price", "adds an offer only where there is none"),
            Map.entry("/vendor/catalogue/submit", "hands over one's own drafts, and the review shows each of them"),
            Map.entry("/organizations", "enters a new one under an id of its own"),
            Map.entry("/vendor/listings/{id}/offers", "adds a new offer under an id of its own"),
            Map.entry("/payments/{id}/check", "asks the provider a question"),
            Map.entry("/library/{id}/claim", "takes a seat for oneself"),
            Map.entry("/library/{id}/give-back", "gives one's own seat back"),
            Map.entry("/lti/launches", "opens what one may use"),
            Map.entry("/lti/trials", "opens one's own application to see what comes"),
            Map.entry("/vendor/account", "names a new account under an id of its own"),
            Map.entry("/listings/{id}/vetting", "adds an entry and leaves what stood before"),
            Map.entry("/vendor/tokens", "makes a new token under an id of its own"),
            Map.entry("/vendor/tokens/{id}/slip", "draws anew, whatever the token said before"),
            Map.entry("/vendor/tokens/{id}/revoke", "a token changes by nothing but its end"),
            Map.entry("/vendor/webhooks", "enters a new address under an id of its own"),
            Map.entry("/vendor/webhooks/{id}/slip", "draws anew, whatever signed before"),
            Map.entry("/vendor/webhooks/{id}/end", "an address changes by nothing but its end"),
            Map.entry("/vendor/webhooks/{id}/ping", "sends a word that says nothing"),
            Map.entry("/vendor/webhooks/{id}/deliveries/{delivery}/again", "sends once more what was sent"),
            Map.entry("/vendor/tools", "registers a new application under an id of its own"),
            Map.entry("/vocabulary", "adds a word under an id of its own"),
            Map.entry("/vocabulary/words/{id}/withdrawal", "a word changes by nothing but its end, once"),
            Map.entry("/editions", "adds what a region takes and leaves what stood before"),
            Map.entry("/editions/file", "adds what regions take and leaves what stood before"),
            Map.entry("/settings", "adds a value of its own day and leaves what stood before"),
            Map.entry("/tools", "registers a new application under an id of its own"),
            Map.entry("/upkeep/messages/again", "hands over once more what was put aside and changes in no other way"),
            Map.entry("/sign-in", "signs in"),
            Map.entry("/sign-out", "signs out"),
            Map.entry("/demo/sign-in", "signs in"),
            Map.entry("/setup", "makes the first operator"),
            Map.entry("/people", "gives a person a role, and nothing of the person changes"),
            Map.entry("/stand-ins", "lends a duty under an id of its own"),
            Map.entry("/stand-ins/{id}/end", "a lent duty changes by nothing but its end"),
            Map.entry("/account/mail", "enters an address that is proved afterwards"),
            Map.entry("/account/mail/confirm", "proves itself by the code"),
            Map.entry("/account/mail/wanted", "says which letters one wants oneself"),
            Map.entry("/account/mail/forget", "takes one's own address away"),
            Map.entry("/invitations/{id}/slip", "draws a new code, whatever the old one was"),
            Map.entry("/invitations/{id}/revoke", "an invitation changes by nothing but its end"),
            Map.entry("/join", "proves itself by the code"),
            Map.entry("/roster/service/read", "reads from elsewhere and writes nothing of it"),
            Map.entry("/sign-in/forgotten", "wants a letter, and changes nothing that anybody has"),
            Map.entry("/people/slip", "draws codes for the first time"),
            Map.entry("/acting-organization", "chooses for whom one acts"),
            Map.entry("/account/password", "proves itself by the old password"),
            Map.entry("/account/sessions/end", "ends one of one's own sessions, by its own name"),
            Map.entry("/account/identities/end", "ends one's own link, by its own name"),
            Map.entry("/identity-providers", "names the version that its page showed"),
            Map.entry("/identity-providers/{id}/preview", "writes nothing"),
            Map.entry("/account/second-factor", "proves itself by the codes of the phones"),
            Map.entry("/account/second-factor/passkeys", "proves itself by a code and by the key"),
            Map.entry("/account/second-factor/passkeys/end", "proves itself by a code"),
            Map.entry("/sign-in/passkey", "signs in"),
            Map.entry("/account/second-factor/end", "proves itself by a code"),
            Map.entry("/account/second-factor/recovery-codes", "proves itself by a code"),
            Map.entry("/sign-in/second-factor", "signs in"),
            Map.entry("/sign-in/second-step", "signs in"),
            Map.entry("/inbox/notices/seen", "says what one has read oneself"),
            Map.entry("/inbox/notices/muted", "chooses what one wants to hear of"),
            Map.entry("/account/sessions/end-others", "ends one's own sessions")));

    @Test
    void everyFormThatWritesSaysWhatItsPageShowed() {
        Map<String, Boolean> forms = new TreeMap<>();
        for (Path template : Templates.html()) {
            FORM.matcher(Templates.text(template)).results().forEach(form -> {
                Matcher action = ACTION.matcher(form.group(1));
                assertThat(action.find()).as(template + form.group(1)).isTrue();
                boolean says = form.group(2).contains(FIELD);
                forms.merge(action.group(1), says, Boolean::logicalAnd);
            });
        }

        assertThat(forms).hasSizeGreaterThan(40);
        assertThat(forms.entrySet().stream()
                        .filter(form -> !form.getValue())
                        .map(Map.Entry::getKey)
                        .toList())
                .containsExactlyElementsOf(NOTHING_SHOWN.keySet());
    }

    /** A refused form, or one whose session was over, is shown again: a password in it never is. */
    @Test
    void noFieldOfAPasswordIsEverKept() {
        Pattern password = Pattern.compile("form :: password\\('([^']+)'|type=\"password\"[^>]*\\sname=\"([^\"]+)\"");
        List<String> names = Templates.html().stream()
                .flatMap(template -> password.matcher(Templates.text(template)).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();

        assertThat(names).contains("password", "wanted");
        assertThat(KeptForm.NEVER).containsAll(names);
    }

    @Test
    void everyHandlerOfSuchAFormComparesIt() {
        Map<String, String> handlers = new TreeMap<>();
        for (Path source : Templates.sources()) {
            String text = Templates.text(source);
            if (text.contains("\n@Controller")) {
                HANDLER.matcher(text).results().forEach(found -> handlers.put(found.group(1), found.group(2)));
            }
        }
        List<String> comparing = handlers.entrySet().stream()
                .filter(handler -> handler.getValue().contains(".asShown(")
                        || handler.getValue().contains("asShown.command(")
                        || handler.getValue().contains("return said("))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(handlers).hasSizeGreaterThan(40);
        assertThat(handlers.keySet().stream().filter(path -> !comparing.contains(path)))
                .as("these act without comparing; the first of them that should is a hole")
                .allMatch(path ->
                        NOTHING_SHOWN.containsKey(path.replace("{licenceId}", "{id}")) || path.endsWith("/errors"));
    }
}
