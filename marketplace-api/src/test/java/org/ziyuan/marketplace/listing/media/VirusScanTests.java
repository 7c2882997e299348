package org.ziyuan.marketplace.listing.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against a scanner that speaks as clamd does. */
class VirusScanTests {

    private static final byte[] CLEAN = new byte[200_000];
    private static final byte[] EICAR = "X5O!P%@AP EICAR".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aFileIsLetInOnlyWhenTheScannerHasReadAllOfItAndFoundNothing() throws IOException {
        try (Clamd clamd = new Clamd(true)) {
            VirusScan scan = clamd.asked();

            assertThat(scan.finds(CLEAN).block()).isTrue();
            assertThat(clamd.read).isEqualTo(CLEAN.length);
            assertThatThrownBy(() -> scan.finds(EICAR).block()).hasMessageContaining("listing-file-infected");
        }
    }

    @Test
    void aScannerThatIsSilentOrGoneLetsNothingIn() throws IOException {
        VirusScan gone;
        try (Clamd clamd = new Clamd(false)) {
            gone = clamd.asked();
            assertThatThrownBy(() -> gone.finds(CLEAN).block()).hasMessageContaining("listing-file-not-scanned");
        }

        assertThatThrownBy(() -> gone.finds(CLEAN).block()).hasMessageContaining("listing-file-not-scanned");
    }

    @Test
    void withoutAScannerNothingIsSaidToBeScanned() {
        VirusScan none = new VirusScan(new ScanSettings("", 3310, Duration.ofSeconds(1)));

        assertThat(none.isOn()).isFalse();
        assertThat(none.finds(EICAR).block()).isFalse();
    }

    private static final class Clamd implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final boolean answers;
        private volatile int read;

        Clamd(boolean answers) throws IOException {
            this.answers = answers;
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        VirusScan asked() {
            Duration patience = answers ? Duration.ofSeconds(20) : Duration.ofMillis(300);
            return new VirusScan(new ScanSettings("127.0.0.1", socket.getLocalPort(), patience));
        }

        private void serve() {
            boolean open = true;
            while (open) {
                open = servedOne();
            }
        }

        private boolean servedOne() {
            try (Socket client = socket.accept()) {
                String found = scanned(new DataInputStream(client.getInputStream()));
                if (answers) {
                    client.getOutputStream().write(found.getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                } else {
                    // The other end gives up first.
                    int unused = client.getInputStream().read();
                }
                return true;
            } catch (IOException closed) {
                return !socket.isClosed();
            }
        }

        private String scanned(DataInputStream in) throws IOException {
            byte[] command = in.readNBytes("zINSTREAM\0".length());
            if (!new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")) {
                return "UNKNOWN COMMAND\0";
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
            }
            read = content.size();
            return content.toString(StandardCharsets.US_ASCII).contains("EICAR")
                    ? "stream: Eicar-Test-Signature FOUND\0"
                    : "stream: OK\0";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
