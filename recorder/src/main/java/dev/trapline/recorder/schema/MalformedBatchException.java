package dev.trapline.recorder.schema;

/** A batch's payload is not what an encoder writes, though its checksum holds. */
public final class MalformedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedBatchException(String what) {
        super(what);
    }
}
