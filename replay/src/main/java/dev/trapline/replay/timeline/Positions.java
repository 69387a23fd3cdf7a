package dev.trapline.replay.timeline;

import dev.trapline.replay.position.EventPositions;
import dev.trapline.replay.position.Position;
import dev.trapline.replay.position.PositionException;
import dev.trapline.replay.symbols.Symbol;
import dev.trapline.replay.symbols.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where positions are in a recording: as its event log says, and, for arrivals at symbols, as running it shows. */
public final class Positions {
    private final Timeline timeline;
    private final EventPositions events;
    private final Supplier<Symbols> symbols;

    /** @param symbols asked for if a position names one */
    public Positions(Timeline timeline, Supplier<Symbols> symbols) {
        this.timeline = timeline;
        this.symbols = symbols;
        events = new EventPositions(timeline.recording());
    }

    /**
     * The count of a position. Looking for a symbol moves the timeline's cursor.
     *
     * @param where what the position was given as, for errors
     * @throws PositionException if the recording has no such place
     */
    public long count(String where, Position position, SearchControl control) {
        return switch (position) {
            case Position.Symbol s -> arrival(where, s, control);
            case Position.Offset o -> {
                long count = count(where, o.base(), control) + o.delta();
                if (count < timeline.first() || count > timeline.last()) {
                    throw new PositionException(
                            String.format(
                                    "%s is count %,d, outside the recording, which goes from %,d to %,d",
                                    where, count, timeline.first(), timeline.last()),
                            "give a position within it");
                }
                yield count;
            }
            default -> events.find(where, position).count();
        };
    }

    private long arrival(String where, Position.Symbol wanted, SearchControl control) {
        List<Symbol> named = symbols.get().named(wanted.name());
        if (named.isEmpty()) {
            throw new PositionException(
                    where + " sym:" + wanted.name() + ": no symbol of that name is known",
                    "give --symbols FILE, an ELF file or System.map with it");
        }
        Breakpoint[] breakpoints =
                named.stream().map(s -> new Breakpoint((int) s.address() & ~1)).toArray(Breakpoint[]::new);
        timeline.seek(timeline.first());
        for (int occurrence = 1; ; occurrence++) {
            Optional<Hit> hit = timeline.runForward(Stops.at(breakpoints), control);
            if (hit.isEmpty()) {
                throw new PositionException(
                        String.format(
                                "%s sym:%s[%d]: it is reached %d times",
                                where, wanted.name(), wanted.occurrence(), occurrence - 1),
                        "give one of those, or look with 'trapline log'");
            }
            if (occurrence == wanted.occurrence()) {
                return hit.get().countForwards();
            }
        }
    }
}
