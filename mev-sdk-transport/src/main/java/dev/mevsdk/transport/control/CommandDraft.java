package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the command of a request, with what the server adds: id, time, signature's bounds, the two-person rule. */
final class CommandDraft {
    private final ControlServiceConfig config;
    private final CommandLog log;

    CommandDraft(ControlServiceConfig config, CommandLog log) {
        this.config = config;
        this.log = log;
    }

    /** @param version the policy it was decided on, where the fold has to know */
    private record Start(
            CommandAction action,
            @Nullable String approves,
            @Nullable Long version) {
        Start(CommandAction action) {
            this(action, null, null);
        }
    }

    /** @throws MevException BAD_INPUT, also as a conflict with what is pending; RETRYABLE before the log was read */
    ControlCommand of(ControlRequest request, String requestId) {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        boolean oneAgentsKill = request.kills() && request.agent() != null;
        Start start = request.kills() ? new Start(request.action()) : start(request, now);
        boolean extended =
                request.agent() != null || start.approves() != null || start.action() == CommandAction.PROPOSE_START;
        requireSame(start.version(), request.expectedVersion());
        Long position = config.trust().signer() == null || request.kills() ? null : (Long) log.position();
        return new ControlCommand(
                now,
                request.module(),
                // An agent that ignores the scope would take start with kill:true in it for a start.
                oneAgentsKill ? CommandAction.KILL : start.action(),
                oneAgentsKill ? ControlArgs.NONE : request.args(),
                requestId,
                request.issuer(),
                extended ? ControlCommand.NEWEST_SCHEMA_VERSION : ControlCommand.SCHEMA_VERSION,
                request.expectedVersion() == null ? start.version() : request.expectedVersion(),
                request.agent(),
                new ControlCommand.Notes(request.reason(), start.approves(), position));
    }

    /** The rule of two persons judged by the one version: the fold must not be asked to judge by another. */
    private static void requireSame(@Nullable Long judged, @Nullable Long expected) {
        if (judged != null && expected != null && !judged.equals(expected)) {
            throw new ControlConflictException("expected_version: the current one is " + judged, judged);
        }
    }

    private Start start(ControlRequest request, long nowSeconds) {
        CommandAction action = request.action();
        boolean starts = action == CommandAction.START || action == CommandAction.RESTART;
        if (!starts || (!config.twoPersonStart() && !log.isCaughtUp())) {
            return new Start(action);
        }
        ModuleHistory history = log.history(request.module());
        if (!config.twoPersonStart()) {
            requireNothingPending(history, action);
            return new Start(action);
        }
        if (action == CommandAction.RESTART) {
            requireNotStopped(history, request.agent());
            // A stop may be on its way into the log: the fold refuses a restart that has not seen it.
            return new Start(action, null, history.policy().version());
        }
        if (!request.args().setsNothing()) {
            throw MevException.badInput(
                    "start: takes no values while two persons are required; set them by the" + " action policy first");
        }
        PendingStart pending = history.pendingStart();
        if (pending == null || !isFor(pending, request.agent(), nowSeconds)) {
            return new Start(CommandAction.PROPOSE_START);
        }
        if (pending.issuer().equals(request.issuer())) {
            throw new ControlConflictException(
                    StartApproval.samePerson(pending), history.policy().version());
        }
        return new Start(CommandAction.START, pending.requestId(), null);
    }

    /** The fold would refuse it: said at once, since a plain start is not read back. */
    private static void requireNothingPending(ModuleHistory history, CommandAction action) {
        PendingStart pending = history.pendingStart();
        if (pending != null) {
            throw new ControlConflictException(
                    StartApproval.waits(pending, action), history.policy().version());
        }
    }

    private static boolean isFor(PendingStart pending, @Nullable String agent, long nowSeconds) {
        return Objects.equals(pending.agent(), agent) && nowSeconds <= pending.untilTs();
    }

    private static void requireNotStopped(ModuleHistory history, @Nullable String agent) {
        Policy policy = agent == null ? history.policy() : history.policyOf(agent);
        if (policy.state() == Policy.State.STOPPED) {
            throw new ControlConflictException(
                    "restart: it is stopped, and only a start by two persons lets it run; use the action start",
                    policy.version());
        }
    }

    /** The same key gives the same id on each server, and the fold takes an id once. */
    static String requestId(ControlRequest request) {
        if (request.idempotencyKey() == null) {
            return UUID.randomUUID().toString();
        }
        String name = request.issuer() + '\n' + request.module() + '\n' + request.idempotencyKey();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Whether the request asks for what that command did. */
    static boolean isSame(ControlRequest request, ControlCommand command) {
        CommandAction asked = command.action() == CommandAction.PROPOSE_START ? CommandAction.START : command.action();
        return asked == request.action()
                && command.args().equals(request.args())
                && Objects.equals(command.agent(), request.agent())
                && (request.expectedVersion() == null
                        || request.expectedVersion().equals(command.expectedVersion()));
    }
}
