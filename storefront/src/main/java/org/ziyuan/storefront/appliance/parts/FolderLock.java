package org.ziyuan.storefront.appliance.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ziyuan.storefront.appliance.start.DataFolder;

/** One data folder, one serving process. The kernel releases the lock with the process, so it is never stale. */
final class FolderLock {

    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** Waits a little, because a predecessor may still be stopping; empty when somebody else keeps it. */
    static Optional<FolderLock> take(DataFolder folder, Duration patience) {
        Path file = folder.run().resolve("lock");
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            do {
                FileLock lock = attempt(channel);
                if (lock != null) {
                    return Optional.of(new FolderLock(lock));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            } while (System.nanoTime() < deadline);
            channel.close();
            return Optional.empty();
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot lock " + file, refused);
        }
    }

    static boolean isFree(DataFolder folder) {
        Optional<FolderLock> lock = take(folder, Duration.ZERO);
        lock.ifPresent(FolderLock::release);
        return lock.isPresent();
    }

    void release() {
        try {
            lock.channel().close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }
}
