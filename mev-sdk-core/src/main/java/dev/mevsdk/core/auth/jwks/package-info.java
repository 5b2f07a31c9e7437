/** An issuer's public keys over HTTP: the one place of this module that does I/O. Entry type: JwksKeys. */
@NullMarked
package dev.mevsdk.core.auth.jwks;

import org.jspecify.annotations.NullMarked;
