package org.ziyuan.storefront.appliance.search;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;

/** How to run our own program once more in another JVM: from the same class path, or from the same jar with its loader. */
final class ChildJvm {

    private static final String LOADER = "org.springframework.boot.loader.launch.JarLauncher";

    private ChildJvm() {}

    /** The command line of the search node; its heap is bounded, and its log is its own. */
    static List<String> command(Class<?> application, Path home, int httpPort, int transportPort) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Half the processor time of the start, and a thousand listings need no optimising compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                // The class path holds two log4j providers; the node reconfigures its loggers and needs the real one.
                "-Dlog4j.provider=org.apache.logging.log4j.core.impl.Log4jProvider",
                "-Dorg.apache.logging.log4j.level=WARN",
                "-cp",
                classPath(),
                mainClass(application),
                SearchNode.COMMAND,
                home.toString(),
                Integer.toString(httpPort),
                Integer.toString(transportPort));
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String mainClass(Class<?> application) {
        boolean fromJar = ClassUtils.isPresent(LOADER, ClassLoader.getSystemClassLoader());
        return fromJar ? LOADER : application.getName();
    }
}
