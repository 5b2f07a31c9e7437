package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The control plane: appends commands, and folds the log, the acks and the heartbeats into what is desired and what is
 * in force. Any number of servers may do so side by side; the log orders them. Thread-safe; calls block as they say.
 */
public final class ControlService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlService.class.getName());
    private static final String UNTRUSTED_FIX = "The record stays in the log, and counts for nothing: check"
            + " CONTROL_SIGNING_KEY, CONTROL_KEY_ID and the until-offset lines of CONTROL_PUBLIC_KEYS";

    private final ControlChannel channel;
    private final ControlServiceConfig config;
    private final ControlObserver observer;
    private final CommandLog log;
    private final CommandDraft drafts;
    private final Fleet fleet;
    private final RecentActions actions = new RecentActions();

    private ControlService(
            ControlChannel channel, ControlServiceConfig config, EventPublisher acks, ControlObserver observer) {
        this.channel = channel;
        this.config = config;
        this.observer = observer;
        this.log = new CommandLog(channel, config);
        this.drafts = new CommandDraft(config, log);
        this.fleet = new Fleet(channel, acks, listener());
    }

    private Fleet.Listener listener() {
        return new Fleet.Listener() {
            @Override
            public void onAck(ControlAck ack) {
                observer.onAck(ack, actionOf(ack.getRequestId()));
            }

            @Override
            public void onUnreadable(ControlObserver.Unreadable what) {
                observer.onUnreadable(what);
            }
        };
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
     * Appends the command. Blocks until it is acknowledged; with an expected version, an idempotency key or an agent,
     * for a start or restart by two persons, and where commands are signed, until it was read back. A kill waits for nothing but the acknowledgement, unless
     * it expects a version.
     *
     * @throws ControlConflictException when the policy is of another version than expected, the idempotency key was
     *     used for another command, the state does not allow it, or the record's signature does not count
     * @throws MevException BAD_INPUT that names the field and what is allowed; RETRYABLE when Kafka is away: the
     *     command may or may not be in the log, so repeat it with the same idempotency key
     */
    public ControlResponse control(ControlRequest request) {
        return observed(request, () -> answer(begin(request)));
    }

    private ControlResponse observed(ControlRequest request, Supplier<ControlResponse> attempt) {
        ControlObserver.Outcome outcome = ControlObserver.Outcome.UNAVAILABLE;
        try {
            ControlResponse response = attempt.get();
            outcome = ControlObserver.Outcome.OK;
            return response;
        } catch (ControlConflictException e) {
            outcome = ControlObserver.Outcome.CONFLICT;
            throw e;
        } finally {
            observer.onCommand(request.module(), request.action(), outcome);
        }
    }

    /**
     * Appends the requests, one for each module, without waiting for one before the next. Blocks as {@link #control}.
     * Some may be in the log when it throws: repeat them with the same idempotency key.
     *
     * @return the answers by module, in the order of the requests
     */
    public Map<String, ControlResponse> controlAll(List<ControlRequest> requests) {
        List<Sent> sent = requests.stream().map(this::begin).toList();
        Map<String, ControlResponse> answers = new LinkedHashMap<>();
        MevException failed = null;
        for (Sent one : sent) {
            try {
                answers.put(one.request().module(), observed(one.request(), () -> answer(one)));
            } catch (MevException e) {
                failed = failed == null ? e : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return answers;
    }

    /** On its way since {@code nanos}; or, without an offset, sent before. */
    private record Sent(
            long nanos,
            ControlRequest request,
            ControlCommand command,
            @Nullable CompletableFuture<Long> offset,
            CommandLog.@Nullable Folded before) {}

    private Sent begin(ControlRequest request) {
        String id = CommandDraft.requestId(request);
        CommandLog.Folded before = log.find(id);
        if (before != null && !request.kills()) {
            return new Sent(0, request, before.command(), null, before);
        }
        ControlCommand command = drafts.of(request, id);
        requireTopics(command);
        byte[] record = command.toJson();
        Outgoing outgoing = Outgoing.json(Topics.CONTROL_COMMANDS, command.module(), record)
                .signed(config.trust().sign(record));
        actions.sent(command);
        return new Sent(System.nanoTime(), request, command, channel.append(outgoing), null);
    }

    /** They are made and checked before the first command; a kill is appended whatever comes of that. */
    private void requireTopics(ControlCommand command) {
        try {
            log.requireTopics();
        } catch (MevException e) {
            if (!command.kills()) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "a kill is sent though the topics are not as they should be", e);
        }
    }

    private ControlResponse answer(Sent sent) {
        CommandLog.Folded before =
                sent.offset() == null ? log.find(sent.command().requestId()) : null;
        if (before != null) {
            return answerAgain(sent.request(), before);
        }
        ControlCommand command = sent.command();
        long offset = acknowledged(sent);
        if (isReadBack(sent.request(), command)) {
            CommandLog.Folded folded = log.awaitFolded(offset);
            CommandLog.Folded first = log.find(command.requestId());
            if (folded.verdict() == PolicyFold.Verdict.DUPLICATE && first != null) {
                // Another request with this key came first, too late for the look above.
                return answerAgain(sent.request(), first);
            }
            requireAccepted(folded);
        }
        return new ControlResponse(command.requestId(), offset + 1, command.action() == CommandAction.PROPOSE_START);
    }

    private boolean isReadBack(ControlRequest request, ControlCommand command) {
        if (request.expectedVersion() != null) {
            return true;
        }
        // A signed record can be refused by the fold for its key or its place: nobody must take that for an answer of
        // ok.
        boolean refusable = config.trust().signer() != null || command.expectedVersion() != null;
        boolean starts = command.action() == CommandAction.START || command.action() == CommandAction.PROPOSE_START;
        return !command.kills()
                && (refusable
                        || request.idempotencyKey() != null
                        || request.agent() != null
                        || (starts && config.twoPersonStart()));
    }

    private ControlResponse answerAgain(ControlRequest request, CommandLog.Folded before) {
        ControlCommand first = before.command();
        if (!CommandDraft.isSame(request, first)) {
            throw new ControlConflictException(
                    "Idempotency-Key: was used for another command; use a new one", before.versionBefore());
        }
        requireAccepted(before);
        boolean waits = first.action() == CommandAction.PROPOSE_START && !log.isCompleted(first.requestId());
        if (waits && !isPending(first)) {
            throw new ControlConflictException(
                    "start: what was proposed with this key was ended by a stop, a kill or time; propose it again with"
                            + " another Idempotency-Key",
                    log.history(first.module()).policy().version());
        }
        return new ControlResponse(first.requestId(), before.offset() + 1, waits);
    }

    private boolean isPending(ControlCommand proposal) {
        PendingStart pending = log.history(proposal.module()).pendingStart();
        return pending != null
                && pending.requestId().equals(proposal.requestId())
                && TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()) <= pending.untilTs();
    }

    private static void requireAccepted(CommandLog.Folded folded) {
        if (folded.verdict() == PolicyFold.Verdict.UNTRUSTED) {
            throw new ControlConflictException(
                    "The command was refused by its signature: " + folded.reason() + "; nothing changed. "
                            + UNTRUSTED_FIX,
                    folded.versionBefore());
        }
        if (folded.verdict() == PolicyFold.Verdict.REFUSED) {
            throw new ControlConflictException(folded.reason(), folded.versionBefore());
        }
    }

    private long acknowledged(Sent sent) {
        try {
            long offset = Objects.requireNonNull(sent.offset())
                    .get(config.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
            observer.onAppended(RecentActions.of(sent.command()), Duration.ofNanos(System.nanoTime() - sent.nanos()));
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
        return actions.find(requestId)
                .or(() -> Optional.ofNullable(log.find(requestId)).map(folded -> RecentActions.of(folded.command())));
    }

    /**
     * What is desired of a module, and what its agents say. Does not block.
     *
     * @throws MevException BAD_INPUT for an unknown module, RETRYABLE until the log was read once
     */
    public ModuleStatus status(String module) {
        ModuleHistory history = log.history(Modules.require(module));
        return new ModuleStatus(history, fleet.agents(log, history, config.silentAfter()));
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
