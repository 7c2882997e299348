package org.ziyuan.marketplace.access;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Announcements;
import org.ziyuan.marketplace.transaction.Announcements.Lost;
import reactor.core.Disposable;

/** Tells {@link RememberedSessions} what is announced, from the start of the node to its end. */
@Component
class HearsOfChanges implements SmartLifecycle {

    private final Announcements announcements;
    private final RememberedSessions remembered;
    private final boolean wanted;
    private final AtomicReference<@Nullable Disposable> listening = new AtomicReference<>();

    HearsOfChanges(Announcements announcements, RememberedSessions remembered, SessionSettings settings) {
        this.announcements = announcements;
        this.remembered = remembered;
        this.wanted = settings.remembered() > 0;
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public void start() {
        listening.set(announcements.heard().subscribe(remembered::hear));
    }

    @Override
    public void stop() {
        Disposable current = listening.getAndSet(null);
        if (current != null) {
            current.dispose();
        }
        remembered.hear(new Lost());
    }

    @Override
    public boolean isRunning() {
        return listening.get() != null;
    }
}
