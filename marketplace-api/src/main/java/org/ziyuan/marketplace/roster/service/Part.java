package org.ziyuan.marketplace.roster.service;

import java.util.List;

/** A collection of a service, and the table of an archive that says the same. */
enum Part {
    SCHOOLS("/schools", "orgs", "orgs.csv", "sourcedId,status,name,type,identifier"),
    TERMS("/schools/%s/terms", "academicSessions", "academicSessions.csv", "sourcedId,status,startDate,schoolYear"),
    COURSES("/schools/%s/courses", "courses", "courses.csv", "sourcedId,status,title"),
    CLASSES(
            "/schools/%s/classes",
            "classes",
            "classes.csv",
            "sourcedId,status,title,classType,grades,subjects,courseSourcedId,schoolSourcedId,termSourcedIds"),
    STUDENTS(
            "/schools/%s/students",
            "users", "users.csv", "sourcedId,status,enabledUser,givenName,familyName,identifier,grades"),
    TEACHERS(
            "/schools/%s/teachers",
            "users", "users.csv", "sourcedId,status,enabledUser,givenName,familyName,identifier,grades"),
    ENROLLMENTS(
            "/schools/%s/enrollments",
            "enrollments", "enrollments.csv", "sourcedId,status,role,userSourcedId,classSourcedId,schoolSourcedId");

    private final String path;
    private final String word;
    private final String table;
    private final List<String> columns;

    Part(String path, String word, String table, String columns) {
        this.path = path;
        this.word = word;
        this.table = table;
        this.columns = List.of(columns.split(","));
    }

    /** @param school the identifier of the school there, ready for an address */
    String path(String school) {
        return path.formatted(school);
    }

    /** Under which its rows stand in an answer. */
    String word() {
        return word;
    }

    String table() {
        return table;
    }

    List<String> columns() {
        return columns;
    }
}
