package dev.mevsdk.transport.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The actions of the commands sent from here: an ack may be back before the log's own reader has seen the command. */
final class RecentActions {
    private static final int REMEMBERED = 4096;

    private final Map<String, CommandAction> byRequest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CommandAction> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A policy with {@code kill:true} is a kill. */
    static CommandAction of(ControlCommand command) {
        return command.kills() ? CommandAction.KILL : command.action();
    }

    synchronized void sent(ControlCommand command) {
        byRequest.put(command.requestId(), of(command));
    }

    synchronized Optional<CommandAction> find(String requestId) {
        return Optional.ofNullable(byRequest.get(requestId));
    }
}
