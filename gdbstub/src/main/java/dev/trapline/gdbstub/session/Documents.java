package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.InfoTable;
import dev.trapline.emu.debug.MemoryArea;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.arch.aarch32.TargetDescription;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.TransferRequest;
import dev.trapline.gdbstub.packet.Xml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Documents that are transferred piece by piece. One is made when its beginning is asked for, and is kept until another
 * is, so that its pieces fit together.
 *
 * @rsp General Query Packets, qXfer
 */
final class Documents {
    /** The list of threads of a machine that has none. */
    static final Reply NO_THREADS = new Reply.Text("l<?xml version=\"1.0\"?>\n<threads>\n</threads>\n");

    private static final String NOT_THERE = "";

    private final Debuggee debuggee;
    private final Client client;
    private final Trace trace;
    private final int longest;
    private String kept = NOT_THERE;
    private byte[] content = {};

    /** @param longest piece, in bytes */
    Documents(Debuggee debuggee, Client client, Trace trace, int longest) {
        this.debuggee = debuggee;
        this.client = client;
        this.trace = trace;
        this.longest = longest;
    }

    /** What {@code qSupported} offers of them. */
    String offered() {
        StringBuilder offered = new StringBuilder(";qXfer:features:read+;qXfer:threads:read+;qXfer:osdata:read+");
        if (!debuggee.target().memoryMap().isEmpty()) {
            offered.append(";qXfer:memory-map:read+");
        }
        if (debuggee.allWorlds().stream()
                .anyMatch(world -> !debuggee.target().executable(world.id()).isEmpty())) {
            offered.append(";qXfer:exec-file:read+");
        }
        if (trace.present()) {
            offered.append(";qXfer:traceframe-info:read+");
        }
        return offered.toString();
    }

    Reply handle(TransferRequest request) {
        return switch (request) {
            case TransferRequest.Read(String object, String annex, long offset, long length) ->
                piece(object, annex, offset, length);
        };
    }

    private Reply piece(String object, String annex, long offset, long length) {
        String name = object + ":" + annex;
        if (offset == 0 || !kept.equals(name)) {
            Optional<String> made = make(object, annex);
            if (made.isEmpty()) {
                return known(object) ? new Reply.Fault(0) : new Reply.Unsupported();
            }
            content = made.get().getBytes(StandardCharsets.UTF_8);
            kept = name;
        }
        if (offset >= content.length) {
            return new Reply.Text("l");
        }
        int from = (int) offset;
        int count = (int) Math.min(Math.min(length, longest), content.length - from);
        return new Reply.Binary(from + count == content.length ? "l" : "m", content, from, count);
    }

    private static boolean known(String object) {
        return switch (object) {
            case "features", "threads", "memory-map", "osdata", "exec-file", "traceframe-info" -> true;
            default -> false;
        };
    }

    private Optional<String> make(String object, String annex) {
        return switch (object) {
            case "features" ->
                annex.equals("target.xml")
                        ? Optional.of(TargetDescription.xml(debuggee.registers()))
                        : Optional.empty();
            case "threads" -> Optional.of(threads());
            case "memory-map" -> Optional.of(memoryMap());
            case "osdata" -> annex.isEmpty() || annex.equals("types") ? Optional.of(types()) : table(annex);
            case "exec-file" -> executable(annex);
            case "traceframe-info" -> trace.selected() ? Optional.of(traceFrame()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private String threads() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<threads>\n");
        for (World world : debuggee.worlds()) {
            for (World.WorldThread thread : world.threads()) {
                xml.append("<thread id=\"").append(client.id(new ThreadId(world.id(), thread.id())));
                if (thread.core() >= 0) {
                    xml.append("\" core=\"").append(thread.core());
                }
                xml.append("\" name=\"").append(Xml.escape(thread.name())).append("\">");
                xml.append(Xml.escape(thread.state())).append("</thread>\n");
            }
        }
        return xml.append("</threads>\n").toString();
    }

    private String memoryMap() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n"
                + "<!DOCTYPE memory-map PUBLIC \"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\""
                + " \"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n<memory-map>\n");
        for (MemoryArea area : debuggee.target().memoryMap()) {
            String type = switch (area.kind()) {
                case RAM -> "ram";
                case ROM -> "rom";
            };
            xml.append("<memory type=\"").append(type).append("\" ");
            extent(xml, area);
        }
        return xml.append("</memory-map>\n").toString();
    }

    private String traceFrame() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<traceframe-info>\n");
        for (MemoryArea area : debuggee.target().memoryMap()) {
            xml.append("<memory ");
            extent(xml, area);
        }
        return xml.append("</traceframe-info>\n").toString();
    }

    private static void extent(StringBuilder xml, MemoryArea area) {
        xml.append("start=\"0x").append(Long.toHexString(area.start()));
        xml.append("\" length=\"0x").append(Long.toHexString(area.length())).append("\"/>\n");
    }

    private String types() {
        StringBuilder xml = new StringBuilder(osdata("types"));
        for (InfoTable table : debuggee.target().tables()) {
            item(
                    xml,
                    List.of("Type", "Description", "Title"),
                    List.of(table.type(), table.description(), table.type()));
        }
        return xml.append("</osdata>\n").toString();
    }

    private Optional<String> table(String type) {
        for (InfoTable table : debuggee.target().tables()) {
            if (table.type().equals(type)) {
                StringBuilder xml = new StringBuilder(osdata(type));
                table.rows().forEach(row -> item(xml, table.columns(), row));
                return Optional.of(xml.append("</osdata>\n").toString());
            }
        }
        return Optional.empty();
    }

    private static String osdata(String type) {
        return "<?xml version=\"1.0\"?>\n<!DOCTYPE osdata SYSTEM \"osdata.dtd\">\n<osdata type=\"" + Xml.escape(type)
                + "\">\n";
    }

    private static void item(StringBuilder xml, List<String> columns, List<String> cells) {
        xml.append("<item>");
        for (int i = 0; i < columns.size(); i++) {
            xml.append("<column name=\"").append(Xml.escape(columns.get(i))).append("\">");
            xml.append(Xml.escape(cells.get(i))).append("</column>");
        }
        xml.append("</item>\n");
    }

    private Optional<String> executable(String annex) {
        int world;
        try {
            world = annex.isEmpty() ? debuggee.general().world() : Integer.parseInt(annex, 16);
        } catch (NumberFormatException notAWorld) {
            throw new DebugException("there is no world '" + annex + "'");
        }
        String name = debuggee.target().executable(world);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
