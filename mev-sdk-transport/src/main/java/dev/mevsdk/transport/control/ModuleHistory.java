package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that folding needs to go on: the policy, how far the log was read, and the last request ids.
 *
 * @param position offset of the next record to fold
 * @param recentRequests ids of the last accepted commands, and where signatures are required of those refused, oldest
 *     first, at most {@value #REMEMBERED_REQUESTS}
 * @param agents what single agents were told beside the module, by id, at most {@value #MAX_AGENTS}
 * @param pendingStart waits for a second person; null for none
 * @param lastAgent the one agent that the last accepted command was for; null for the module
 */
public record ModuleHistory(
        Policy policy,
        long position,
        List<String> recentRequests,
        SortedMap<String, AgentDifference> agents,
        @Nullable PendingStart pendingStart,
        @Nullable String lastAgent) {
    /** A repeated request id is recognised within this many accepted commands of a module. */
    public static final int REMEMBERED_REQUESTS = 64;

    /** Agents of a module that may differ from it at a time; the next one is refused, and its kill is the module's. */
    public static final int MAX_AGENTS = 256;

    public ModuleHistory {
        recentRequests = List.copyOf(recentRequests);
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /** Before the first record of the log. */
    public static ModuleHistory empty(String module) {
        return new ModuleHistory(Policy.initial(module), 0, List.of(), new TreeMap<>(), null, null);
    }

    /** What that agent has to do: the module's policy with the agent's own differences. */
    public Policy policyOf(String agentId) {
        AgentDifference own = agents.get(agentId);
        return own == null ? policy : own.over(policy);
    }

    /** The ids with that of one more accepted command. */
    List<String> requestsWith(String accepted) {
        List<String> requests = new ArrayList<>(recentRequests);
        requests.add(accepted);
        return requests.subList(Math.max(0, requests.size() - REMEMBERED_REQUESTS), requests.size());
    }

    /** So that the same record, appended again, is a repetition. The last accepted one stays the last. */
    ModuleHistory withRefused(String requestId) {
        List<String> requests = new ArrayList<>(recentRequests);
        requests.add(Math.max(0, requests.size() - 1), requestId);
        if (requests.size() > REMEMBERED_REQUESTS) {
            requests.remove(0);
        }
        return new ModuleHistory(policy, position, requests, agents, pendingStart, lastAgent);
    }

    /** The id of the last accepted command; empty before the first. */
    String lastRequest() {
        return policy.version() == 0 || recentRequests.isEmpty() ? "" : recentRequests.get(recentRequests.size() - 1);
    }

    ModuleHistory withPolicy(Policy newPolicy, long newPosition) {
        return new ModuleHistory(newPolicy, newPosition, recentRequests, agents, pendingStart, lastAgent);
    }

    ModuleHistory withPendingStart(@Nullable PendingStart pending) {
        return new ModuleHistory(policy, position, recentRequests, agents, pending, lastAgent);
    }

    ModuleHistory withAgent(String agentId, AgentDifference difference) {
        SortedMap<String, AgentDifference> all = new TreeMap<>(agents);
        if (difference.isNone()) {
            all.remove(agentId);
        } else {
            all.put(agentId, difference);
        }
        return new ModuleHistory(policy, position, recentRequests, all, pendingStart, lastAgent);
    }

    /** A snapshot for {@code control-state}, UTF-8 JSON. */
    byte[] toJson() {
        return SnapshotJson.write(this, "");
    }

    /** @throws MevException BAD_INPUT when it is no snapshot this version can read */
    static ModuleHistory parse(byte[] json) {
        return SnapshotJson.read(json).history();
    }

    /** Whether the agent may be told something of its own. */
    boolean hasRoomFor(String agentId) {
        return agents.containsKey(agentId) || agents.size() < MAX_AGENTS;
    }

    /** The difference of that agent; none by default. */
    AgentDifference differenceOf(String agentId) {
        return agents.getOrDefault(agentId, AgentDifference.NONE);
    }
}
