package org.ziyuan.marketplace.ledger.posting;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.ledger.posting.Journal.Header;
import org.ziyuan.marketplace.ledger.posting.Journal.Leg;

/**
 * Journals as the arguments of {@code post_journals}: one array per column, an account named once however many legs
 * name it.
 */
final class JournalColumns {

    static final String CALL = """
            select '[' || array_to_string(post_journals(
              :ids, :contents, :kinds, :document_types, :documents, :actors, :actor_names, :organizations, :corrections,
              :line_year_only, :into_closed, :repeatable_after, :sticky, :posting_date,
              :account_codes, :account_lines, :account_documents, :account_parties,
              :leg_journal, :leg_effect, :leg_mode, :leg_amount, :leg_debit, :leg_credit,
              :leg_pending_journal, :leg_pending_seq, :leg_expires::timestamptz[], :keep_refusals), ',') || ']'
            """;

    private final List<Journal> journals;
    private final Map<AccountName, Integer> accounts = new LinkedHashMap<>();
    private final List<PlacedLeg> legs = new ArrayList<>();

    JournalColumns(List<Journal> journals) {
        this.journals = journals;
        for (int i = 0; i < journals.size(); i++) {
            for (Leg leg : journals.get(i).legs()) {
                legs.add(new PlacedLeg(i + 1, leg, place(leg.debit()), place(leg.credit())));
            }
        }
    }

    GenericExecuteSpec call(DatabaseClient database, LocalDate on, boolean keepRefusals) {
        GenericExecuteSpec call = database.sql(CALL);
        for (Map.Entry<String, Object> column : columns(on, keepRefusals).entrySet()) {
            call = call.bind(column.getKey(), column.getValue());
        }
        return call;
    }

    /** By name, in the order of the function's parameters. */
    Map<String, Object> columns(LocalDate on, boolean keepRefusals) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("ids", header(UUID[]::new, Header::id));
        columns.put("contents", journals.stream().map(JournalColumns::content).toArray(String[]::new));
        columns.put("kinds", header(String[]::new, h -> h.event().kind()));
        columns.put("document_types", header(String[]::new, Header::documentType));
        columns.put("documents", header(UUID[]::new, Header::documentId));
        columns.put("actors", header(UUID[]::new, h -> h.actor().personId()));
        columns.put("actor_names", header(String[]::new, h -> h.actor().displayName()));
        columns.put("organizations", header(UUID[]::new, Header::organization));
        columns.put("corrections", header(UUID[]::new, Header::corrects));
        columns.put("line_year_only", header(Boolean[]::new, Header::lineYearOnly));
        columns.put("into_closed", header(Boolean[]::new, h -> h.event().isOfTheYearEnd()));
        columns.put("repeatable_after", header(String[]::new, Header::repeatableAfter));
        columns.put("sticky", header(Boolean[]::new, h -> h.event().isSticky()));
        columns.put("posting_date", on);
        columns.put("account_codes", account(String[]::new, AccountName::code));
        columns.put("account_lines", account(UUID[]::new, AccountName::line));
        columns.put("account_documents", account(UUID[]::new, AccountName::document));
        columns.put("account_parties", account(String[]::new, AccountName::party));
        columns.put("leg_journal", leg(Integer[]::new, PlacedLeg::journal));
        columns.put("leg_effect", leg(String[]::new, placed -> placed.leg().effect()));
        columns.put("leg_mode", leg(String[]::new, placed -> placed.leg().mode()));
        columns.put("leg_amount", leg(Long[]::new, placed -> placed.leg().amountInFen()));
        columns.put("leg_debit", leg(Integer[]::new, PlacedLeg::debit));
        columns.put("leg_credit", leg(Integer[]::new, PlacedLeg::credit));
        columns.put(
                "leg_pending_journal", leg(UUID[]::new, placed -> placed.leg().pendingJournal()));
        columns.put(
                "leg_pending_seq", leg(Integer[]::new, placed -> placed.leg().pendingSeq()));
        columns.put(
                "leg_expires",
                leg(
                        String[]::new,
                        placed -> placed.leg().expires() == null
                                ? null
                                : Objects.toString(placed.leg().expires())));
        columns.put("keep_refusals", keepRefusals);
        return columns;
    }

    /**
     * The fingerprint of what a journal says, in hexadecimal: who retries says the same again, and who acts or when is
     * not part of it.
     */
    static String content(Journal journal) {
        Header header = journal.header();
        StringBuilder words = new StringBuilder(256);
        append(
                words,
                header.event().kind(),
                header.documentType(),
                header.documentId(),
                header.organization(),
                header.corrects(),
                header.lineYearOnly(),
                header.repeatableAfter());
        for (Leg leg : journal.legs()) {
            append(
                    words,
                    leg.effect(),
                    leg.mode(),
                    leg.amountInFen(),
                    leg.debit(),
                    leg.credit(),
                    leg.pendingJournal(),
                    leg.pendingSeq());
        }
        return HexFormat.of().formatHex(Sha256.begun().digest(words.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(StringBuilder words, @Nullable Object... parts) {
        for (Object part : parts) {
            words.append(part).append('\u001f');
        }
    }

    private @Nullable Integer place(@Nullable AccountName account) {
        return account == null ? null : accounts.computeIfAbsent(account, added -> accounts.size() + 1);
    }

    private <T> T[] header(IntFunction<T[]> array, Function<Header, ? extends @Nullable T> column) {
        return journals.stream().map(Journal::header).map(column).toArray(array);
    }

    private <T> T[] account(IntFunction<T[]> array, Function<AccountName, ? extends @Nullable T> column) {
        return accounts.keySet().stream().map(column).toArray(array);
    }

    private <T> T[] leg(IntFunction<T[]> array, Function<PlacedLeg, ? extends @Nullable T> column) {
        return legs.stream().map(column).toArray(array);
    }

    private record PlacedLeg(
            int journal,
            Leg leg,
            @Nullable Integer debit,
            @Nullable Integer credit) {}
}
