package dev.mevsdk.server;

import dev.mevsdk.core.config.Settings;
import dev.mevsdk.transport.control.BreakerConfig;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.ControlTrust;

/**
 * How commands are guarded.
 *
 * @param trust signatures
 * @param twoPersonStart whether a start takes two persons
 * @param breakers when a module is killed by itself
 */
public record ControlSettings(ControlTrust trust, boolean twoPersonStart, BreakerConfig breakers) {
    /** No signatures, one person starts, no breakers. */
    public static final ControlSettings DEFAULT = new ControlSettings(ControlTrust.NONE, false, BreakerConfig.OFF);

    /** From the environment. @throws dev.mevsdk.core.MevException BAD_INPUT that names the variable or file */
    static ControlSettings of(Settings settings) {
        return new ControlSettings(
                ControlTrust.from(settings), settings.flag("TWO_PERSON_START", false), BreakerConfig.from(settings));
    }

    ControlServiceConfig service() {
        return ControlServiceConfig.DEFAULT.withTrust(trust).withTwoPersonStart(twoPersonStart);
    }
}
