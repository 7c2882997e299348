package org.ziyuan.marketplace.mail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter to a person, written at the moment it is sent. It holds nothing about pupils and nobody's name.
 *
 * @param subject one line
 * @param text plain words and links
 * @param proof the hash of the code in it, null when there is none
 */
public record Letter(UUID person, String subject, String text, byte @Nullable [] proof) {}
