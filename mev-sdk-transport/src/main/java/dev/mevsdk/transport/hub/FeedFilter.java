package dev.mevsdk.transport.hub;

import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.Envelope;
import java.util.Set;

/**
 * Which events a client gets. Canonical: two filters that let the same events through by name are equal, so that
 * their clients share one cohort. Immutable.
 *
 * @param kinds allowed kinds; empty means all
 * @param modules allowed modules (`arbitrage`, `mev`); empty means all. An event that belongs to no module, such as a
 *     metrics sample, passes every module filter.
 */
public record FeedFilter(Set<EventKind> kinds, Set<String> modules) {
    public static final Set<String> MODULES = Set.of("arbitrage", "mev");
    public static final FeedFilter ALL = new FeedFilter(Set.of(), Set.of());

    public FeedFilter {
        kinds = kinds.size() == EventKind.values().length ? Set.of() : Set.copyOf(kinds);
        modules = modules.containsAll(MODULES) ? Set.of() : Set.copyOf(modules);
    }

    public boolean matches(Envelope event) {
        if (!kinds.isEmpty() && EventKind.of(event).filter(kinds::contains).isEmpty()) {
            return false;
        }
        if (modules.isEmpty()) {
            return true;
        }
        String module = EventKind.moduleOf(event);
        return module.isEmpty() || modules.contains(module);
    }
}
