package org.ziyuan.storefront.appliance.parts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;

/** Which parts of the serving process can be asked, and where; written down for {@code doctor}. */
public record ServingFile(long pid, Map<String, String> probes) {

    /** The probe that says whether everything serves; the others are of parts. */
    public static final String READINESS = "就绪";

    public static void write(DataFolder folder, Map<String, String> probes) {
        Properties properties = new Properties();
        properties.putAll(probes);
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        try (Writer writer = Files.newBufferedWriter(file(folder))) {
            properties.store(writer, null);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Removes the file when serving ends; a successor waits for that end. */
    public static void remove(DataFolder folder) {
        try {
            Files.deleteIfExists(file(folder));
        } catch (IOException refused) {
            Progress.say("无法删除 %s：%s", file(folder), refused.toString());
        }
    }

    /** What the process that serves now wrote; empty when none serves. */
    public static Optional<ServingFile> read(DataFolder folder) {
        if (!Files.exists(file(folder))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(folder))) {
            properties.load(reader);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        long pid = Long.parseLong(String.valueOf(properties.remove("pid")));
        Map<String, String> probes = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> probes.put(name, properties.getProperty(name)));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(alive -> new ServingFile(pid, probes));
    }

    private static Path file(DataFolder folder) {
        return folder.run().resolve("serving.properties");
    }
}
