package org.ziyuan.catalog.analysis;

import static org.ziyuan.catalog.analysis.Dimension.GRADE;
import static org.ziyuan.catalog.analysis.Dimension.VOLUME;

import java.util.ArrayList;
import java.util.List;

/** Grades and numbered volumes, counted out in every way they are written: 七年级, 7年级, 七上; 必修二, 必修第2册. */
final class NumberedTerms {

    private static final int GRADES = 9;
    private static final int REQUIRED_BOOKS = 6;
    private static final int OPTIONAL_BOOKS = 11;
    private static final String[] NUMERALS = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"};

    private NumberedTerms() {}

    static List<Term> all() {
        List<Term> terms = new ArrayList<>();
        for (int grade = 1; grade <= GRADES; grade++) {
            grade(terms, grade);
        }
        for (int book = 1; book <= OPTIONAL_BOOKS; book++) {
            book(terms, "选择性必修" + book, book, "选择性必修", "选修", "选必");
            if (book <= REQUIRED_BOOKS) {
                book(terms, "必修" + book, book, "必修");
            }
        }
        return terms;
    }

    private static void grade(List<Term> terms, int number) {
        Meaning grade = Meaning.of(GRADE, NUMERALS[number] + "年级");
        Meaning first = Meaning.of(VOLUME, "上册");
        Meaning second = Meaning.of(VOLUME, "下册");
        terms.add(Term.canonical(grade));
        terms.add(Term.alias(number + "年级", grade));
        for (String said : List.of(NUMERALS[number], String.valueOf(number))) {
            terms.add(Term.alias(said + "年级上", grade, first));
            terms.add(Term.alias(said + "年级下", grade, second));
            terms.add(Term.alias(said + "年级上册", grade, first));
            terms.add(Term.alias(said + "年级下册", grade, second));
            terms.add(Term.alias(said + "年级上学期", grade, first));
            terms.add(Term.alias(said + "年级下学期", grade, second));
            terms.add(Term.bounded(said + "上", grade, first));
            terms.add(Term.bounded(said + "下", grade, second));
            terms.add(Term.bounded(said + "年上", grade, first));
            terms.add(Term.bounded(said + "年下", grade, second));
        }
    }

    private static void book(List<Term> terms, String value, int number, String... names) {
        Meaning book = Meaning.of(VOLUME, value);
        terms.add(Term.canonical(book));
        for (String name : names) {
            for (String said : List.of(NUMERALS[number], String.valueOf(number))) {
                terms.add(Term.alias(name + said, book));
                terms.add(Term.alias(name + "第" + said + "册", book));
                terms.add(Term.alias(name + said + "册", book));
            }
        }
    }
}
