package org.ziyuan.storefront.layout.asset;

import org.springframework.http.MediaType;

/**
 * One file.
 *
 * @param link its address by content; what is asked for by this one may be kept for a year
 */
@SuppressWarnings("ArrayRecordComponent")
record Asset(byte[] plain, byte[] gzip, MediaType type, String hash, String link) {}
