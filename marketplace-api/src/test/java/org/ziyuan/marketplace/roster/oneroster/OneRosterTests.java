package org.ziyuan.marketplace.roster.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.refusal.Refusal;

class OneRosterTests {

    private static final long MOST = 1_000_000;

    private final Map<String, String> files = new LinkedHashMap<>();

    @BeforeEach
    void anArchive() {
        files.put("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,bulk\n");
        files.put("orgs.csv", """
                \uFEFFsourcedId,status,name,type,identifier,parentSourcedId
                o1,active,某县,district,,
                o2,active,第一小学,school,S001,o1
                o3,active,第二小学,school,S002,o1
                """);
        files.put(
                "academicSessions.csv", "sourcedId,title,type,startDate,endDate\nt1,上学期,term,2026-09-01,2027-01-31\n");
        files.put("users.csv", """
                sourcedId,status,enabledUser,givenName,familyName,identifier,agentSourcedIds,password,metadata.x
                u1,active,true,小明,张,G1,u3,secret,1
                u2,active,true,Ada,Lovelace,T1,,,
                u3,active,true,大明,张,,,,
                u4,tobedeleted,true,走,了,G4,,,
                u5,active,true,别,校,G5,,,
                """);
        files.put("roles.csv", """
                sourcedId,userSourcedId,roleType,role,orgSourcedId
                r1,u1,primary,student,o2
                r2,u2,primary,teacher,o2
                r3,u3,primary,parent,o2
                """);
        files.put("courses.csv", "sourcedId,title\nk1,数学\n");
        files.put("classes.csv", """
                sourcedId,title,classType,grades,courseSourcedId,schoolSourcedId,termSourcedIds
                c1,三年级1班,homeroom,03,,o2,t1
                c2,三年级数学,scheduled,03,k1,o2,t1
                c3,五年级1班,homeroom,05,,o3,t1
                """);
        files.put("enrollments.csv", """
                sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role
                e1,c2,o2,u1,student
                e2,c1,o2,u1,student
                e3,c2,o2,u2,teacher
                e4,c3,o3,u5,student
                e5,c1,o2,u4,student
                """);
    }

    @Test
    void everybodyOfTheSchoolIsReadAndNobodyElse() throws IOException {
        assertThat(read(""))
                .extracting(Member::as, Member::name, Member::number, Member::className, Member::subject, Member::child)
                .containsExactlyInAnyOrder(
                        tuple("student", "张小明", "G1", "三年级1班", "", ""),
                        tuple("teacher", "Ada Lovelace", "T1", "三年级数学", "数学", ""),
                        tuple("parent", "张大明", "u3", "", "", "G1"));
        assertThat(read(""))
                .filteredOn(member -> member.as().equals("student"))
                .extracting(Member::grade, Member::schoolYear)
                .containsExactly(tuple("三年级", "2026"));
    }

    @Test
    void theVersionBeforeIsToleratedInAFolderAndWithoutWhatIsOptional() throws IOException {
        files.remove("manifest.csv");
        files.remove("roles.csv");
        files.remove("academicSessions.csv");
        files.put("users.csv", """
                sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,agentSourcedIds
                u1,,true,o2,student,小明,张,G1,u3
                u2,,true,o2,teacher,Ada,Lovelace,T1,
                u3,,true,o2,guardian,大明,张,,
                u4,tobedeleted,true,o2,student,走,了,G4,
                u5,,true,o3,student,别,校,G5,
                """);

        assertThat(read("export/2026/"))
                .extracting(Member::as)
                .containsExactlyInAnyOrder("student", "teacher", "parent");
    }

    @Test
    void whatIsNoArchiveOfThisKindIsLeftToOthers() throws IOException {
        byte[] words = "姓名,学籍号\n".getBytes(StandardCharsets.UTF_8);

        assertThat(OneRoster.read(words, Set.of("S001"), "第一小学", MOST, 100)).isNull();
        files.remove("users.csv");
        assertThat(OneRoster.read(zip(""), Set.of("S001"), "第一小学", MOST, 100)).isNull();
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingIsRead() {
        refused("oneroster-delta", "manifest.csv", "propertyName,value\nfile.enrollments,delta\n");
        refused("oneroster-version-unknown", "manifest.csv", "propertyName,value\noneroster.version,2.0\n");
        refused("oneroster-file-missing", "classes.csv", "sourcedId,title\n");
        refused("oneroster-school-missing", "orgs.csv", "sourcedId,name,type,identifier\no3,第二小学,school,S002\n");
        refused(
                "oneroster-reference-unknown",
                "enrollments.csv",
                "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,nobody,student\n");
        refused("intake-too-many-rows", "courses.csv", "sourcedId,title\n" + "k,t\n".repeat(200));
    }

    /** Ten megabytes of zeros pack into ten kilobytes. */
    @Test
    void aBombIsNotUnpacked() {
        refused("intake-file-inflates", "courses.csv", "sourcedId,title\n" + "0".repeat(10_000_000));
    }

    private void refused(String code, String file, String content) {
        String before = files.put(file, content);
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(() -> read(""));
        thrown.isInstanceOfSatisfying(
                Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
        files.put(file, Objects.requireNonNull(before));
    }

    private List<Member> read(String inside) throws IOException {
        return Objects.requireNonNull(OneRoster.read(zip(inside), Set.of("S001"), "第一小学", MOST, 100));
    }

    private byte[] zip(String inside) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> one : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(inside + one.getKey()));
                zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file.toByteArray();
    }
}
