package io.navette.http.auth;

import io.navette.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to show to the person who logs in on another device (RFC 8628, 3.2).
 *
 * @param code the person types in
 * @param completeAddress with the code in it, where the vendor has one
 */
public record DevicePrompt(
    String code,
    String address,
    Optional<String> completeAddress,
    Instant expires,
    Duration interval,
    Secret device) {}
