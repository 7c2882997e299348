package org.ziyuan.marketplace.roster.oneroster;

/**
 * Somebody in a class, as an archive says it.
 *
 * @param as {@code student}, {@code teacher} or {@code parent}
 * @param grade as our files write it, "" for none
 * @param child of a parent the number of the pupil, else ""
 * @param schoolYear as our files write it, "" where the archive does not say
 */
public record Member(
        String as,
        String name,
        String number,
        String className,
        String grade,
        String subject,
        String child,
        String schoolYear) {}
