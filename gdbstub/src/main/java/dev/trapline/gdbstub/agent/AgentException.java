package dev.trapline.gdbstub.agent;

/** An agent expression cannot be taken; the message says why in one line. */
public final class AgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AgentException(String message) {
        super("agent expression: " + message);
    }
}
