package dev.trapline.cli;

import dev.trapline.cli.verify.Verified;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what the pieces of recordings came to, in order, together: a recording is what its first piece that is not exact is. */
final class VerifiedPieces {
    private VerifyJob.@Nullable Result decisive;
    private long begunNs;
    private long endedNs;

    /** Takes the next piece; returns the recording's result with its last. */
    Optional<Verified> add(VerifyJob.Result piece) {
        VerifyJob.Result so = decisive;
        begunNs = so == null ? piece.begunNs() : Math.min(begunNs, piece.begunNs());
        endedNs = so == null ? piece.endedNs() : Math.max(endedNs, piece.endedNs());
        VerifyJob.Result now = so == null || so.exact() ? piece : so;
        decisive = piece.last() ? null : now;
        Verified v = now.verified();
        return piece.last()
                ? Optional.of(new Verified(v.recording(), v.outcome(), v.properties(), endedNs - begunNs))
                : Optional.empty();
    }
}
