package org.ziyuan.marketplace.worklist;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Capacity;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.mail.Letter;
import org.ziyuan.marketplace.mail.LetterKind;
import org.ziyuan.marketplace.mail.MailSettings;
import reactor.core.publisher.Mono;

/** Says once a day by mail how much waits and how much is new. What it is stands behind the sign-in: mail is read by others too. */
@Component
class NoticesLetter implements LetterKind {

    private final People people;
    private final Worklist worklist;
    private final Notices notices;
    private final Deadlines deadlines;
    private final MailSettings settings;

    NoticesLetter(People people, Worklist worklist, Notices notices, Deadlines deadlines, MailSettings settings) {
        this.people = people;
        this.worklist = worklist;
        this.notices = notices;
        this.deadlines = deadlines;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public Mono<Letter> write(UUID person, boolean verified) {
        return people.capacities(person)
                .map(Capacity::actor)
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(this::counted)
                .reduce(Waiting.NONE, Waiting::plus)
                .filter(waiting -> verified && waiting.isSomething())
                .map(waiting -> letter(person, waiting));
    }

    private Mono<Waiting> counted(Actor actor) {
        return Mono.zip(worklist.counts(actor), notices.fresh(actor), deadlines.counted(actor))
                .map(all -> new Waiting(
                        all.getT1().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        all.getT2(),
                        all.getT3().soon(),
                        all.getT3().late()));
    }

    private Letter letter(UUID person, Waiting waiting) {
        return new Letter(
                person,
                "资源超市：有事等您办 · Ziyuan Market: something waits for you",
                """
                待办 %1$d 件，其中快到期 %4$d 件，已过期 %5$d 件；新消息 %2$d 条。请登录查看。不想再收，请在“我的账号 → 邮箱”里关掉。

                %1$d things wait for you, of which %4$d are about to be due and %5$d are late; %2$d notices are new. Sign in to see
                them. To get no more of these letters, switch them off at “my account”, “mail”.

                %3$s
                """.formatted(waiting.work(), waiting.fresh(), settings.link("/inbox"), waiting.soon(), waiting.late()),
                null);
    }

    private record Waiting(int work, int fresh, int soon, int late) {

        static final Waiting NONE = new Waiting(0, 0, 0, 0);

        Waiting plus(Waiting other) {
            return new Waiting(work + other.work, fresh + other.fresh, soon + other.soon, late + other.late);
        }

        boolean isSomething() {
            return work > 0 || fresh > 0;
        }
    }
}
