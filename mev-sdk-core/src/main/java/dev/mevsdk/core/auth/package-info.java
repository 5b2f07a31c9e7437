/**
 * Who may do what. Entry types: {@link dev.mevsdk.core.auth.TokenVerifier}, {@link dev.mevsdk.core.auth.Principal}. Needs
 * java-jwt.
 */
@NullMarked
package dev.mevsdk.core.auth;

import org.jspecify.annotations.NullMarked;
