package org.ziyuan.marketplace.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between a node and one of its servers (database, search, provider), in the hands of a test. It carries
 * every byte until told otherwise; connections stay up whatever happens to their bytes, unless they are cut.
 */
public final class Line implements AutoCloseable {

    private static final int LONGEST_CHUNK = 64 * 1024;

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Mood mood = Mood.CARRIES;
    private volatile byte[] fatal = new byte[0];
    private volatile Runnable when = () -> {};
    private volatile boolean closed;

    private enum Mood {
        CARRIES,
        SWALLOWS,
        HOLDS,
        REFUSES
    }

    private Line(ServerSocket door, InetSocketAddress server) {
        this.door = door;
        this.server = server;
    }

    /** A line to that port of this machine. */
    public static Line to(int port) {
        try {
            ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            Line line = new Line(door, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            thread(line::accept);
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where a node connects instead. */
    public int port() {
        return door.getLocalPort();
    }

    /** From now on bytes of both directions are taken and never arrive: a black hole. */
    public void swallow() {
        mood = Mood.SWALLOWS;
    }

    /** From now on nothing is taken; what was held arrives once it carries again. */
    public void hold() {
        mood = Mood.HOLDS;
    }

    /** The server is gone: every connection is closed, and so is each new one. */
    public void refuse() {
        mood = Mood.REFUSES;
        cut();
    }

    /** The same as soon as these words are sent, before they arrive. */
    public void refuseFrom(String words) {
        when = this::refuse;
        fatal = words.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes arrive again; what was swallowed stays lost. */
    public synchronized void carry() {
        mood = Mood.CARRIES;
        notifyAll();
    }

    /** Every connection is closed at once. */
    public void cut() {
        pairs.forEach(Pair::close);
    }

    /**
     * A connection on which these words are sent next carries them to the server, loses the answer and is closed: what
     * was asked is done and nobody is told. Once; {@link #answersLost} counts.
     */
    public void loseTheAnswerTo(String words) {
        when = () -> {};
        fatal = words.getBytes(StandardCharsets.US_ASCII);
    }

    /** How many answers were lost in this way. */
    public int answersLost() {
        return lost.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        door.close();
        cut();
        carry();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = door.accept();
                if (mood == Mood.REFUSES) {
                    client.close();
                    continue;
                }
                Socket there = new Socket();
                there.connect(server);
                Pair pair = new Pair(client, there);
                pairs.add(pair);
                thread(() -> pair.carry(client, there, true));
                thread(() -> pair.carry(there, client, false));
            } catch (IOException gone) {
                // the door was closed, or the server is down: whoever knocks is turned away
            }
        }
    }

    private synchronized void awaitWhileHeld() throws InterruptedException {
        while (mood == Mood.HOLDS) {
            wait();
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
    }

    /** Both ends of one connection. */
    private final class Pair {

        private final Socket client;
        private final Socket there;
        private volatile boolean doomed;

        private Pair(Socket client, Socket there) {
            this.client = client;
            this.there = there;
        }

        private void carry(Socket from, Socket to, boolean asking) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] chunk = new byte[LONGEST_CHUNK];
                for (int bytes = in.read(chunk); bytes >= 0; bytes = in.read(chunk)) {
                    awaitWhileHeld();
                    if (asking && isFatal(chunk, bytes)) {
                        doomed = true;
                        when.run();
                    } else if (!asking && doomed) {
                        int unused = lost.incrementAndGet();
                        break;
                    }
                    if (mood == Mood.CARRIES) {
                        out.write(chunk, 0, bytes);
                        out.flush();
                    }
                }
            } catch (IOException gone) {
                // one end went away, and the other goes with it
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                close();
            }
        }

        private boolean isFatal(byte[] chunk, int bytes) {
            byte[] words = fatal;
            for (int at = 0; words.length > 0 && at + words.length <= bytes; at++) {
                if (Arrays.equals(chunk, at, at + words.length, words, 0, words.length)) {
                    fatal = new byte[0];
                    return true;
                }
            }
            return false;
        }

        private void close() {
            pairs.remove(this);
            for (Socket end : new Socket[] {client, there}) {
                try {
                    end.close();
                } catch (IOException ignored) {
                    // it is gone either way
                }
            }
        }
    }
}
