/**
 * What Google's APIs have in common: who we are to them, and how they are spoken to. Google's own
 * clients make requests and read answers; they are sent by {@link io.navette.http.Http}.
 */
@NullMarked
package io.navette.connector.google;

import org.jspecify.annotations.NullMarked;
