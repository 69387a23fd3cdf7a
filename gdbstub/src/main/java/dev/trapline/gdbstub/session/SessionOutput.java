package dev.trapline.gdbstub.session;

import dev.trapline.gdbstub.packet.Reply;

/** Where a session's answers go. */
public interface SessionOutput {
    /** Sends a packet; may wait for a client that is slow to read. */
    void send(Reply reply);

    /** Sends the notification {@code %Stop}. */
    void notifyStop(Reply stop);

    /** Sends text for people, or drops it if the client does not keep up. Never waits; from any thread. */
    void console(String text);

    void acknowledge();

    /** Asks for the last packet again. */
    void refuse();

    /** Sends the last packet again. */
    void resend();

    /** Hangs up when all is sent. */
    void close();
}
