package dev.mevsdk.transport.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes that spoke under one agent's id. A restart brings a new one for good; one that speaks again after
 * another did is a second process alive.
 *
 * @param known the newest {@value #REMEMBERED}, the one that spoke last at the end
 * @param returnedNanos when one was last heard after another, by the monotonic clock; null for never
 */
record AgentInstances(List<String> known, @Nullable Long returnedNanos) {
    static final AgentInstances NONE = new AgentInstances(List.of(), null);

    /** More processes of one id than this are not told from restarts. */
    private static final int REMEMBERED = 8;

    /** @param instance empty when the agent does not say */
    AgentInstances heard(String instance, long atNanos) {
        if (instance.isEmpty()
                || (!known.isEmpty() && known.get(known.size() - 1).equals(instance))) {
            return this;
        }
        List<String> all = new ArrayList<>(known);
        boolean returned = all.remove(instance);
        all.add(instance);
        return new AgentInstances(
                List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size())),
                returned ? (Long) atNanos : returnedNanos);
    }
}
