package org.ziyuan.marketplace.intake;

import java.util.List;

/**
 * A file as it was read.
 *
 * @param hash the SHA-256 of its bytes
 */
public record ReadFile<C extends Enum<C> & Heading>(Columns<C> columns, List<FileRow<C>> rows, byte[] hash) {}
