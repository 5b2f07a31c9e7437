package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The control plane: appends commands, and folds the log, the acks and the heartbeats into what is desired and what is
 * in force. Any number of servers may do so side by side; the log orders them. Thread-safe; calls block as they say.
 */
public final class ControlService implements AutoCloseable {
    private final ControlChannel channel;
    private final ControlServiceConfig config;
    private final ControlObserver observer;
    private final CommandLog log;
    private final Fleet fleet;
    private final RecentActions sent = new RecentActions();

    private ControlService(
            ControlChannel channel, ControlServiceConfig config, EventPublisher acks, ControlObserver observer) {
        this.channel = channel;
        this.config = config;
        this.observer = observer;
        this.log = new CommandLog(channel, config);
        this.fleet = new Fleet(channel, acks, ack -> observer.onAck(ack, actionOf(ack.getRequestId())));
    }

    /**
     * Returns at once and works as soon as, and whenever, Kafka is there.
     *
     * @param acks gets each ack that arrives from now on, on a thread of the service
     */
    public static ControlService open(ControlChannel channel, ControlServiceConfig config, EventPublisher acks) {
        return open(channel, config, acks, ControlObserver.NONE);
    }

    /** As above, and tells the observer. */
    public static ControlService open(
            ControlChannel channel, ControlServiceConfig config, EventPublisher acks, ControlObserver observer) {
        ControlService service = new ControlService(channel, config, acks, observer);
        service.log.start();
        service.fleet.start();
        return service;
    }

    /**
     * Appends the command. Blocks until it is acknowledged; with an expected version or an idempotency key, until it
     * was read back. A kill with a key waits for nothing but the acknowledgement.
     *
     * @throws ControlConflictException when the policy is of another version than expected, or the idempotency key was
     *     used for another command
     * @throws MevException BAD_INPUT that names the field and what is allowed; RETRYABLE when Kafka is away: the
     *     command may or may not be in the log, so repeat it with the same idempotency key
     */
    public ControlResponse control(ControlRequest request) {
        ControlObserver.Outcome outcome = ControlObserver.Outcome.UNAVAILABLE;
        try {
            ControlResponse response = accept(request);
            outcome = ControlObserver.Outcome.OK;
            return response;
        } catch (ControlConflictException e) {
            outcome = ControlObserver.Outcome.CONFLICT;
            throw e;
        } finally {
            observer.onCommand(request.module(), request.action(), outcome);
        }
    }

    private ControlResponse accept(ControlRequest request) {
        ControlCommand command = new ControlCommand(
                TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()),
                request.module(),
                request.action(),
                request.args(),
                requestId(request),
                request.issuer(),
                ControlCommand.SCHEMA_VERSION,
                request.expectedVersion());
        CommandLog.Folded before = log.find(command.requestId());
        if (before != null && !command.kills()) {
            return answerAgain(command, before);
        }
        log.requireTopics();
        long offset = append(command);
        boolean raced = request.idempotencyKey() != null && !command.kills();
        if (request.expectedVersion() != null || raced) {
            CommandLog.Folded folded = log.awaitFolded(offset);
            CommandLog.Folded first = log.find(command.requestId());
            if (folded.verdict() == PolicyFold.Verdict.DUPLICATE && first != null) {
                // Another request with this key came first, too late for the look above.
                return answerAgain(command, first);
            }
            requireAccepted(folded);
        }
        return new ControlResponse(command.requestId(), offset + 1);
    }

    private static ControlResponse answerAgain(ControlCommand command, CommandLog.Folded before) {
        ControlCommand first = before.command();
        if (first.action() != command.action() || !first.args().equals(command.args())) {
            throw new ControlConflictException(
                    "Idempotency-Key: was used for another command; use a new one", before.versionBefore());
        }
        requireAccepted(before);
        return new ControlResponse(command.requestId(), before.offset() + 1);
    }

    private static void requireAccepted(CommandLog.Folded folded) {
        if (folded.verdict() == PolicyFold.Verdict.REFUSED) {
            throw new ControlConflictException(folded.reason(), folded.versionBefore());
        }
    }

    /** The same key gives the same id on each server, and the fold takes an id once. */
    private static String requestId(ControlRequest request) {
        if (request.idempotencyKey() == null) {
            return UUID.randomUUID().toString();
        }
        String name = request.issuer() + '\n' + request.module() + '\n' + request.idempotencyKey();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private long append(ControlCommand command) {
        sent.sent(command);
        long start = System.nanoTime();
        try {
            Outgoing record = Outgoing.json(Topics.CONTROL_COMMANDS, command.module(), command.toJson());
            long offset = channel.append(record).get(config.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
            observer.onAppended(RecentActions.of(command), Duration.ofNanos(System.nanoTime() - start));
            return offset;
        } catch (ExecutionException | TimeoutException e) {
            throw MevException.retryable(
                    "Kafka did not acknowledge the command in time; it may or may not be in the log:"
                            + " repeat it with the same Idempotency-Key",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("Interrupted before the command was acknowledged", e);
        }
    }

    private Optional<CommandAction> actionOf(String requestId) {
        return sent.find(requestId)
                .or(() -> Optional.ofNullable(log.find(requestId)).map(folded -> RecentActions.of(folded.command())));
    }

    /**
     * What is desired of a module, and what its agents say. Does not block.
     *
     * @throws MevException BAD_INPUT for an unknown module, RETRYABLE until the log was read once
     */
    public ModuleStatus status(String module) {
        ModuleHistory history = log.history(Modules.require(module));
        return new ModuleStatus(history.policy(), history.position(), fleet.agents(log, history, config.silentAfter()));
    }

    /** True once the log was read to its end. */
    public boolean isReady() {
        return log.isCaughtUp();
    }

    /** Ends the threads; blocks until they have ended. The channel stays open. */
    @Override
    public void close() {
        fleet.close();
        log.close();
    }
}
