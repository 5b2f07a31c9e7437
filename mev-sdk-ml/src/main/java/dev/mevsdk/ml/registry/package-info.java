/**
 * Versions of models: published complete or not at all, and activated in a separate, reversible act. Entry type: {@link
 * dev.mevsdk.ml.registry.ModelRegistry}.
 */
@NullMarked
package dev.mevsdk.ml.registry;

import org.jspecify.annotations.NullMarked;
