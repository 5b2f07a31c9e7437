package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;

/** The log does not reach the position that was read before: it was cut, or another one has its name. */
final class LogLostException extends MevException {
    private static final long serialVersionUID = 1L;

    LogLostException(String topic, long position) {
        super(Category.FATAL, topic + ": holds no offset " + position + "; it was cut or replaced");
    }
}
