package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;

/** What people may write into a command. */
final class CommandText {
    static final int MAX_REASON = 200;

    private CommandText() {}

    static String requireReason(String reason) {
        if (reason.codePointCount(0, reason.length()) > MAX_REASON || !isPrintable(reason)) {
            throw MevException.badInput("reason: up to " + MAX_REASON + " printable characters, on one line");
        }
        return reason;
    }

    static String requireAgent(String agent) {
        return requireAgent("agent", agent);
    }

    /** @param field that the error names */
    static String requireAgent(String field, String agent) {
        if (agent.isBlank() || agent.length() > ControlCommand.MAX_AGENT_ID || !isPrintable(agent)) {
            throw MevException.badInput(field + ": 1.." + ControlCommand.MAX_AGENT_ID + " printable characters");
        }
        return agent;
    }

    /** What is left when all that is not printable is left out, cut to the length of a reason. */
    static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(CommandText::isPrintable).limit(MAX_REASON).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().allMatch(CommandText::isPrintable);
    }

    /** Not what moves the cursor, reorders the line or is half a character: logs and terminals show it as it is. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
