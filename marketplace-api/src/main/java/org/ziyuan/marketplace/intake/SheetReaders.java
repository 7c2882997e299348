package org.ziyuan.marketplace.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ziyuan.marketplace.sheet.incoming.Rows;
import org.ziyuan.marketplace.sheet.incoming.SheetFile;

/** The sheets of a file, of which the first that has a heading counts; an explanation may stand before it. */
final class SheetReaders<C extends Enum<C> & Heading> implements SheetFile.Takers {

    private final IntakeSettings settings;
    private final Columns<C> columns;
    private final List<RowReader<C>> readers = new ArrayList<>();

    SheetReaders(IntakeSettings settings, Columns<C> columns) {
        this.settings = settings;
        this.columns = columns;
    }

    @Override
    public Rows next() {
        RowReader<C> reader = new RowReader<>(settings, columns);
        readers.add(reader);
        return reader;
    }

    @Override
    public boolean found() {
        return readers.get(readers.size() - 1).hasHeading();
    }

    List<FileRow<C>> rows() {
        for (RowReader<C> reader : readers) {
            if (!reader.all().isEmpty()) {
                return reader.all();
            }
        }
        throw readers.stream()
                .map(RowReader::missing)
                .filter(Objects::nonNull)
                .findFirst()
                .filter(missing -> !found())
                .orElseGet(() -> columns.refusal(Misfit.FILE_EMPTY));
    }
}
