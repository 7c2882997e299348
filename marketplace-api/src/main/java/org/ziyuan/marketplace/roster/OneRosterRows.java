package org.ziyuan.marketplace.roster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.OtherForm;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.roster.oneroster.Member;
import org.ziyuan.marketplace.roster.oneroster.OneRoster;
import org.ziyuan.marketplace.roster.written.RosterColumn;

/** The rows of a OneRoster archive as a Chinese file would have them, so that everything after is the same for both. */
record OneRosterRows(Organization school) implements OtherForm<RosterColumn> {

    @Override
    public @Nullable List<FileRow<RosterColumn>> read(byte[] file, long largestContent, int mostRows) {
        Set<String> codes = OneRoster.keys(school.code(), school.schoolCode());
        List<Member> members = OneRoster.read(file, codes, school.name(), largestContent, mostRows);
        if (members == null) {
            return null;
        }
        List<FileRow<RosterColumn>> rows = new ArrayList<>();
        for (Member member : members) {
            rows.add(FileRow.again(RosterColumn.ALL, rows.size() + 1, RosterColumn.ALL.cells(cells(member))));
        }
        return rows;
    }

    private static Map<RosterColumn, String> cells(Member member) {
        Map<RosterColumn, String> cells = new EnumMap<>(RosterColumn.class);
        cells.put(RosterColumn.NAME, member.name());
        cells.put(RosterColumn.PUPIL_NUMBER, member.as().equals("student") ? member.number() : "");
        cells.put(RosterColumn.STAFF_NUMBER, member.as().equals("teacher") ? member.number() : "");
        cells.put(RosterColumn.CLASS, member.className());
        cells.put(RosterColumn.GRADE, member.grade());
        cells.put(RosterColumn.SUBJECT, member.subject());
        cells.put(RosterColumn.CHILD_NUMBER, member.child());
        cells.put(RosterColumn.SCHOOL_YEAR, member.schoolYear());
        return cells;
    }
}
