package dev.trapline.cli;

import dev.trapline.cli.run.Summary;
import dev.trapline.cli.verify.Verified;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what the pieces of recordings came to, in order, together: a recording is what its first piece that is not exact is. */
final class VerifiedPieces {
    private VerifyJob.@Nullable Result decisive;
    private long begunNs;
    private long endedNs;
    private long cpuNs;

    /** Takes the next piece; returns the recording's result with its last. */
    Optional<Verified> add(VerifyJob.Result piece) {
        VerifyJob.Result so = decisive;
        begunNs = so == null ? piece.begunNs() : Math.min(begunNs, piece.begunNs());
        endedNs = so == null ? piece.endedNs() : Math.max(endedNs, piece.endedNs());
        cpuNs = so == null ? piece.cpuNs() : cpuNs + piece.cpuNs();
        VerifyJob.Result now = so == null || so.exact() ? piece : so;
        decisive = piece.last() ? null : now;
        Verified v = now.verified();
        if (!piece.last()) {
            return Optional.empty();
        }
        Summary.Cost cost = new Summary.Cost((endedNs - begunNs) / 1_000_000, cpuNs / 1_000_000);
        return Optional.of(new Verified(
                v.recording(), v.outcome(), v.properties(), v.summary().map(s -> s.costing(cost)), endedNs - begunNs));
    }
}
