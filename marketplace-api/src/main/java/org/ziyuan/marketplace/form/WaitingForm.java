package org.ziyuan.marketplace.form;

import java.util.UUID;

/**
 * A form that waits on its page until its writer has signed in again.
 *
 * @param organization whom its writer acted for
 * @param address the page, from the root
 */
public record WaitingForm(UUID organization, String address) {}
