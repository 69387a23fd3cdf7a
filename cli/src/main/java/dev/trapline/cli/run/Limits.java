package dev.trapline.cli.run;

/**
 * How far a run may go.
 *
 * @param instructions attempted, over all pCPUs; MAX_VALUE for no limit
 * @param virtualNs virtual time; MAX_VALUE for no limit
 */
public record Limits(long instructions, long virtualNs) {
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
}
