package org.ziyuan.marketplace.sheet.incoming;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** The parts of a workbook and how they hang together. */
final class XlsxBook {

    private static final int MOST_SHEETS = 100;

    private final ZipFile parts;
    private final UnpackingBudget budget;
    private final String name;
    private final Map<String, String> relations = new HashMap<>();

    XlsxBook(ZipFile parts, UnpackingBudget budget) throws IOException, XMLStreamException {
        this.parts = parts;
        this.budget = budget;
        this.name = document();
        int folder = name.lastIndexOf('/') + 1;
        String beside = name.substring(0, folder) + "_rels/" + name.substring(folder) + ".rels";
        try (BoundedXml links = open(beside)) {
            for (String element = links.next(); element != null; element = links.next()) {
                if (element.equals("Relationship") && relations.size() < XlsxFile.MOST_PARTS) {
                    String target = path(name.substring(0, folder), text(links, "Target"));
                    relations.put(text(links, "Id"), target);
                    relations.putIfAbsent(kind(text(links, "Type")), target);
                }
            }
        }
    }

    BoundedXml open(String part) throws IOException, XMLStreamException {
        ZipArchiveEntry entry = parts.getEntry(part);
        if (entry == null) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        return new BoundedXml(parts.getInputStream(entry), budget);
    }

    /** The sheets that a person sees, in their order. */
    List<String> sheets() throws IOException, XMLStreamException {
        List<String> sheets = new ArrayList<>();
        try (BoundedXml book = open(name)) {
            for (String element = book.next(); element != null; element = book.next()) {
                String state = book.attribute("state");
                if (element.equals("sheet") && (state == null || state.equals("visible"))) {
                    sheets.add(String.valueOf(relations.get(text(book, "id"))));
                }
                if (sheets.size() > MOST_SHEETS) {
                    throw new UnreadableSheet(Reason.INFLATES);
                }
            }
        }
        if (sheets.isEmpty()) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        return sheets;
    }

    XlsxTexts texts() throws IOException, XMLStreamException {
        String part = relations.get("sharedStrings");
        if (part == null || parts.getEntry(part) == null) {
            return XlsxTexts.NONE;
        }
        try (BoundedXml texts = open(part)) {
            return XlsxTexts.of(texts);
        }
    }

    XlsxDays days() throws IOException, XMLStreamException {
        String part = relations.get("styles");
        if (part == null || parts.getEntry(part) == null) {
            return XlsxDays.NONE;
        }
        try (BoundedXml styles = open(part)) {
            return XlsxDays.of(styles);
        }
    }

    private String document() throws IOException, XMLStreamException {
        try (BoundedXml links = open("_rels/.rels")) {
            for (String element = links.next(); element != null; element = links.next()) {
                if (kind(String.valueOf(links.attribute("Type"))).equals("officeDocument")) {
                    return path("", text(links, "Target"));
                }
            }
        }
        throw new UnreadableSheet(Reason.UNREADABLE);
    }

    private static String kind(String type) {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private static String path(String folder, String target) {
        Path path = target.startsWith("/") ? Path.of(target.substring(1)) : Path.of(folder, target);
        return path.normalize().toString().replace('\\', '/');
    }

    private static String text(BoundedXml xml, String attribute) {
        @Nullable String value = xml.attribute(attribute);
        if (value == null) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        return value;
    }
}
