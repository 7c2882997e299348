package org.ziyuan.marketplace.roster.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what a service said as the archive that a person would have exported there. */
final class Archived {

    private static final Set<String> TAKEN = Set.of("student", "teacher");

    private Archived() {}

    static byte[] of(List<Collected> parts) {
        Map<String, List<Collected>> tables = parts.stream()
                .collect(Collectors.groupingBy(one -> one.part().table(), LinkedHashMap::new, Collectors.toList()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, List<Collected>> table : tables.entrySet()) {
                zip.putNextEntry(new ZipEntry(table.getKey()));
                zip.write(csv(table.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String csv(List<Collected> parts) {
        List<String> columns = parts.get(0).part().columns();
        Stream<String> rows = parts.stream()
                .flatMap(one -> one.rows().stream().filter(row -> isTaken(one.part(), row)))
                .map(row -> line(columns.stream().map(row::get)));
        return Stream.concat(Stream.of(line(columns.stream())), rows).collect(Collectors.joining());
    }

    /** Who is enrolled as neither, such as an aide, is none of those whom we asked for. */
    private static boolean isTaken(Part part, Map<String, String> row) {
        return part != Part.ENROLLMENTS || TAKEN.contains(row.getOrDefault("role", ""));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"").collect(Collectors.joining(",", "", "\n"));
    }
}
