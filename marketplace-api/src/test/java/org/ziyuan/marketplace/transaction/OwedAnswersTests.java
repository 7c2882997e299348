package org.ziyuan.marketplace.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwedAnswersTests {

    private static final Duration SILENCE = Duration.ofSeconds(8);

    private final AtomicInteger givenUp = new AtomicInteger();
    private EmbeddedChannel connection;

    @BeforeEach
    void aSessionThatHasBegun() {
        connection = new EmbeddedChannel();
        connection.freezeTime();
        connection.pipeline().addFirst(new OwedAnswers(SILENCE, givenUp::incrementAndGet));
        connection.pipeline().fireChannelActive();
        ask(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 8, 0, 3, 0, 0}));
        answer(ready('I'));
    }

    @AfterEach
    void end() {
        boolean unused = connection.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatOwesNothingMayBeSilentForEver() {
        pass(Duration.ofHours(1));

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void anAnswerOwedForTooLongEndsTheConnection() {
        ask(query("select 1"));
        pass(Duration.ofSeconds(7));
        assertThat(connection.isOpen()).isTrue();

        pass(Duration.ofSeconds(3));

        assertThat(connection.isOpen()).isFalse();
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void oneAnswerDoesNotPayForTwoQuestions() {
        ask(frame('S', ""));
        ask(frame('S', ""));
        answer(ready('I'));

        pass(Duration.ofSeconds(10));

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void framesMayBeCutAnywhereAndRowsMayContainWhatLooksLikeAnEnd() {
        ask(query("select 1"));
        ByteBuf answer = Unpooled.wrappedBuffer(frame('D', "Z\0\0\0\5I"), frame('C', "SELECT 1\0"), ready('I'));
        while (answer.isReadable()) {
            answer(answer.readSlice(1).copy());
        }
        pass(Duration.ofMinutes(1));
        assertThat(connection.isOpen()).isTrue();

        ask(query("select 2"));
        answer(frame('D', "Z\0\0\0\5I"));
        pass(Duration.ofSeconds(10));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aLongAnswerThatKeepsComingIsNoSilence() {
        ask(query("select much"));
        for (int row = 0; row < 20; row++) {
            pass(Duration.ofSeconds(5));
            answer(frame('D', "row"));
        }

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aReaderWhoPausesIsNoSilentServer() {
        ask(query("select much"));
        connection.config().setAutoRead(false);
        pass(Duration.ofMinutes(1));
        connection.config().setAutoRead(true);
        pass(Duration.ofSeconds(7));
        assertThat(connection.isOpen()).isTrue();

        pass(Duration.ofSeconds(3));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aPartOfAResultIsOwedToo() {
        ask(Unpooled.wrappedBuffer(frame('E', "portal\0"), frame('H', "")));
        answer(frame('s', ""));
        pass(Duration.ofMinutes(1));
        assertThat(connection.isOpen()).isTrue();

        ask(Unpooled.wrappedBuffer(frame('E', "portal\0"), frame('H', "")));
        pass(Duration.ofSeconds(10));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aTransactionThatAskedForMoreTimeHasItUntilItEnds() {
        ask(query(StatementTime.upTo(Duration.ofSeconds(60))));
        answer(ready('T'));
        ask(query("select slowly"));
        pass(Duration.ofSeconds(62));
        assertThat(connection.isOpen()).isTrue();

        answer(ready('I'));
        ask(query("select 1"));
        pass(Duration.ofSeconds(10));
        assertThat(connection.isOpen()).isFalse();
    }

    private void ask(ByteBuf frames) {
        boolean unused = connection.writeOutbound(frames);
        connection.releaseOutbound();
    }

    private void answer(ByteBuf bytes) {
        boolean unused = connection.writeInbound(bytes);
        connection.releaseInbound();
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds() && connection.isOpen(); second++) {
            connection.advanceTimeBy(1, TimeUnit.SECONDS);
            connection.runScheduledPendingTasks();
        }
    }

    private static ByteBuf query(String sql) {
        return frame('Q', sql + "\0");
    }

    private static ByteBuf ready(char state) {
        return frame('Z', String.valueOf(state));
    }

    private static ByteBuf frame(char letter, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer().writeByte(letter).writeInt(4 + bytes.length).writeBytes(bytes);
    }
}
