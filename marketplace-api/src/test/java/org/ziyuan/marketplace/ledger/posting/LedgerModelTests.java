package org.ziyuan.marketplace.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SOURCE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SPENT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetFixture;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;

/**
 * PostgreSQL and {@link LedgerModel} are given the same hundred commands, in batches of any size, and must agree on every
 * answer and every balance: 240 sequences (960 with {@code -Plong}), half of them always the same ones.
 */
class LedgerModelTests {

    private static final int COMMANDS = 100;
    private static final DatabaseClient DATABASE = TestDatabase.another().client();
    private static final PostJournals POSTGRES = LedgerParts.calls(DATABASE);

    @Property(tries = 12, seed = "20261125", shrinking = ShrinkingMode.OFF)
    void agreesWithTheModelOnTheSequencesOfEveryRun(@ForAll("seeds") List<Long> seeds) {
        play(seeds);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void agreesWithTheModelOnNewSequences(@ForAll("seeds") List<Long> seeds) {
        play(seeds);
    }

    @Provide
    Arbitrary<List<Long>> seeds() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofSize(Tries.of(10, 40));
    }

    /** Many schools at once, so that a batch also carries journals that know nothing of each other. */
    private static void play(List<Long> seeds) {
        List<Player> players = seeds.stream().map(Player::new).toList();
        while (players.stream().anyMatch(Player::goesOn)) {
            List<List<Journal>> parts = players.stream().map(Player::part).toList();
            List<Journal> batch = parts.stream().flatMap(List::stream).toList();
            List<PostingAnswer> answers =
                    Objects.requireNonNull(POSTGRES.call(batch, true).block());
            int at = 0;
            for (int i = 0; i < parts.size(); i++) {
                int end = at + parts.get(i).size();
                players.get(i).compare(parts.get(i), answers.subList(at, end));
                at = end;
            }
        }
        players.forEach(Player::compareBalances);
    }

    /** One sequence, the model it is also given to, and how far both are. */
    private static final class Player {

        private final long seed;
        private final Sequence sequence;
        private final LedgerModel model = new LedgerModel();
        private int asked;
        private @Nullable Journal kept;

        Player(long seed) {
            this.seed = seed;
            this.sequence = new Sequence(new Random(seed));
        }

        boolean goesOn() {
            return asked < COMMANDS || kept != null;
        }

        /** The next commands up to one that could depend on an earlier one of them, which is kept for the next part. */
        List<Journal> part() {
            List<Journal> part = new ArrayList<>();
            Set<UUID> named = new HashSet<>();
            while (goesOn() && part.size() < sequence.batchSize) {
                Journal next = kept == null ? sequence.next() : kept;
                asked += kept == null ? 1 : 0;
                kept = null;
                if (next.names().stream().anyMatch(named::contains)) {
                    kept = next;
                    break;
                }
                named.addAll(next.names());
                part.add(next);
            }
            return part;
        }

        void compare(List<Journal> part, List<PostingAnswer> answers) {
            for (int i = 0; i < part.size(); i++) {
                String expected = model.post(part.get(i));
                PostingAnswer answer = answers.get(i);
                String actual = answer.isRefused()
                        ? answer.code()
                        : Boolean.TRUE.equals(answer.duplicate()) ? "duplicate" : answer.outcome();
                assertThat(actual)
                        .as(
                                "seed %d: %s %s",
                                seed, part.get(i).event(), part.get(i).legs())
                        .isEqualTo(expected);
            }
        }

        void compareBalances() {
            assertThat(balancesInPostgres(sequence))
                    .as("balances of seed %d", seed)
                    .isEqualTo(model.balances());
        }
    }

    private static Map<String, Long> balancesInPostgres(Sequence sequence) {
        return Objects.requireNonNull(DATABASE.sql("""
                        select a.code || ':' || a.budget_line_id || ':' || coalesce(a.document_id::text, 'null') as name,
                               a.credits_posted - a.debits_posted - a.debits_pending as free
                          from account a where a.budget_line_id = any (:lines)
                        """)
                .bind("lines", sequence.lines.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("name", String.class)),
                        Objects.requireNonNull(row.get("free", Long.class))))
                .all()
                .filter(entry -> entry.getValue() != 0)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block());
    }

    /** A school of its own with two lines, and commands about a handful of documents, repeated and contradicted. */
    private static final class Sequence {

        private final Random random;
        private final int batchSize;
        private final Actor actor;
        private final List<UUID> lines = List.of(Ids.next(), Ids.next());
        private final List<UUID> documents = new ArrayList<>();
        private final List<Journal> asked = new ArrayList<>();
        private final List<UUID> setAside = new ArrayList<>();

        Sequence(Random random) {
            this.random = random;
            this.batchSize = 1 + random.nextInt(12);
            BudgetFixture school = BudgetFixture.schoolWith(
                    Money.ZERO,
                    BudgetFixture.book(LedgerParts.over(DATABASE), DATABASE),
                    BudgetFixture::plainly,
                    DATABASE);
            this.actor = Actor.system("试验", school.school());
            for (int i = 0; i < lines.size(); i++) {
                school.insertLine(lines.get(i), 2026, "9000" + i).block();
            }
            for (int i = 0; i < 6; i++) {
                documents.add(Ids.next());
            }
        }

        Journal next() {
            if (!asked.isEmpty() && random.nextInt(8) == 0) {
                return asked.get(random.nextInt(asked.size()));
            }
            Journal journal = command();
            asked.add(journal);
            return journal;
        }

        private Journal command() {
            UUID line = pick(lines);
            UUID document = pick(documents);
            Money amount = Money.ofFen(1 + random.nextInt(100));
            return switch (random.nextInt(11)) {
                case 0, 1 ->
                    start(LedgerEvent.APPROPRIATION_ADDED, Ids.next())
                            .move(amount)
                            .from(SOURCE.of(line))
                            .to(AVAILABLE.of(line));
                case 2 ->
                    start(LedgerEvent.LINE_TRANSFERRED, Ids.next())
                            .move(amount)
                            .from(AVAILABLE.of(lines.get(0)))
                            .to(AVAILABLE.of(lines.get(1)));
                case 3, 4 ->
                    start(LedgerEvent.REQUISITION_RESERVED, document)
                            .move(amount)
                            .from(AVAILABLE.of(line))
                            .to(RESERVED.of(line, document));
                case 5 ->
                    start(LedgerEvent.REQUISITION_RELEASED, document)
                            .moveWhatIsLeft()
                            .from(RESERVED.of(line, document))
                            .to(AVAILABLE.of(line));
                case 6 ->
                    start(LedgerEvent.ORDER_ENCUMBERED, document)
                            .move(amount)
                            .from(RESERVED.of(line, document))
                            .to(ENCUMBERED.of(line, document))
                            .moveWhatIsLeft()
                            .from(RESERVED.of(line, document))
                            .to(AVAILABLE.of(line));
                case 7 ->
                    start(LedgerEvent.ORDER_ENCUMBERED_ABOVE_ESTIMATE, document)
                            .moveUpTo(amount)
                            .from(RESERVED.of(line, document))
                            .to(ENCUMBERED.of(line, document))
                            .moveRestOf(amount)
                            .from(AVAILABLE.of(line))
                            .to(ENCUMBERED.of(line, document));
                case 8 ->
                    start(LedgerEvent.ADVANCE_GRANTED, document)
                            .move(amount)
                            .from(ENCUMBERED.of(line, document))
                            .to(ACCEPTED.of(line, document))
                            .moveTheSame()
                            .from(AVAILABLE.of(line))
                            .to(ENCUMBERED.of(line, document));
                case 9 -> {
                    UUID payment = Ids.next();
                    setAside.add(payment);
                    yield start(LedgerEvent.PAYMENT_INSTRUCTED, payment)
                            .setAside(amount)
                            .from(ACCEPTED.of(line, document))
                            .to(SPENT.of(line, document));
                }
                default -> resolution(amount);
            };
        }

        private Journal resolution(Money amount) {
            UUID payment = setAside.isEmpty() ? Ids.next() : pick(setAside);
            return switch (random.nextInt(3)) {
                case 0 -> start(LedgerEvent.PAYMENT_SETTLED, Ids.next()).complete(payment);
                case 1 -> start(LedgerEvent.PAYMENT_SETTLED, Ids.next()).completeWith(payment, amount);
                default -> start(LedgerEvent.PAYMENT_FAILED, Ids.next()).giveBack(payment);
            };
        }

        /** Half of the time the id follows from the document, so that the same id comes back with other content. */
        private Journal.Start start(LedgerEvent event, UUID id) {
            UUID journal = documents.contains(id) && random.nextBoolean() ? Ids.derived(event, id) : id;
            return Journal.of(event, documents.contains(journal) ? Ids.next() : journal)
                    .about("试验", id)
                    .by(actor);
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
