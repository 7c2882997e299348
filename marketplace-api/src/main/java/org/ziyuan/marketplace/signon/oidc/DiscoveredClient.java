package org.ziyuan.marketplace.signon.oidc;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * A provider as his discovery document describes him.
 *
 * @param registration without an address to come back to, which each journey brings
 * @param tokens reads his tokens by the keys that he publishes, and keeps these until he signs with another one
 */
record DiscoveredClient(ClientRegistration registration, ReactiveJwtDecoder tokens) {}
