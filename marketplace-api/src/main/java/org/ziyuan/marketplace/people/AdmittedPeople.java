package org.ziyuan.marketplace.people;

/**
 * What a file of people comes to, tried out or written; nothing is written as long as a cell has a fault.
 *
 * @param rows how many rows it has
 * @param people how many of them make an account
 * @param roles how many of them give a role
 * @param unchanged how many say what is so already
 * @param faults how many cells cannot be accepted
 */
public record AdmittedPeople(int rows, int people, int roles, int unchanged, int faults) {}
