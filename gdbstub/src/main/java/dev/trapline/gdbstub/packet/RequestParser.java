package dev.trapline.gdbstub.packet;

import java.util.HashMap;
import java.util.Map;

/** From a packet's bytes to a {@link Request}; anything at all can be given to it. */
public final class RequestParser {
    /** Reads what follows a packet's name. */
    @FunctionalInterface
    private interface Body {
        Request read(PacketReader in);
    }

    /** Packets of one letter; what follows it is the body. */
    private static final Map<Character, Body> LETTERS = new HashMap<>();

    /** Packets with a name, which ends where no letter or digit follows; so {@code qC} is not {@code qCRC}. */
    private static final Map<String, Body> NAMES = new HashMap<>();

    /** Packets whose name is followed at once by a number. */
    private static final Map<String, Body> NUMBERED = Map.of(
            "qRegisterInfo", in -> new LldbRequest.RegisterInfo(in.number()),
            "qThreadStopInfo", in -> new LldbRequest.ThreadStopInfo(ThreadSelector.read(in)));

    static {
        processes();
        registersAndMemory();
        resumes();
        settings();
        trace();
        lldb();
    }

    private RequestParser() {}

    /** What a packet asks; never throws. */
    public static Request parse(byte[] payload) {
        if (payload.length == 0) {
            return new Request.Unknown("");
        }
        PacketReader in = new PacketReader(payload);
        String name;
        Body body;
        if (named(in.peek())) {
            name = in.word();
            body = NAMES.get(name);
            if (body == null) {
                return numbered(payload, name);
            }
        } else if (in.accept("bc") || in.accept("bs")) {
            name = "b";
            body = rest -> new ResumeRequest.Backwards(payload[1] == 's');
        } else {
            char letter = in.take();
            name = String.valueOf(letter);
            body = LETTERS.get(letter);
        }
        return body == null ? new Request.Unknown(name) : read(name, body, in);
    }

    private static Request numbered(byte[] payload, String name) {
        for (Map.Entry<String, Body> each : NUMBERED.entrySet()) {
            PacketReader in = new PacketReader(payload);
            if (in.accept(each.getKey())) {
                return read(each.getKey(), each.getValue(), in);
            }
        }
        return new Request.Unknown(name);
    }

    private static Request read(String name, Body body, PacketReader in) {
        try {
            return body.read(in);
        } catch (MalformedPacketException malformed) {
            return new Request.Malformed(name, String.valueOf(malformed.getMessage()));
        }
    }

    private static boolean named(int c) {
        return c == 'q' || c == 'Q' || c == 'v' || c == 'j';
    }

    private static void processes() {
        LETTERS.put('?', in -> new ProcessRequest.StopReason());
        LETTERS.put('!', in -> new ProcessRequest.Extended());
        LETTERS.put('D', ProcessRequest::detach);
        LETTERS.put('k', in -> new ProcessRequest.KillAll());
        LETTERS.put('R', in -> new ProcessRequest.Restart());
        NAMES.put("vKill", ProcessRequest::kill);
        NAMES.put("vAttach", ProcessRequest::attach);
        NAMES.put("vRun", in -> new ProcessRequest.Run());
        NAMES.put("qAttached", in -> new ProcessRequest.IsAttached());
        LETTERS.put('H', ThreadRequest::select);
        LETTERS.put('T', ThreadRequest::isAlive);
        NAMES.put("qC", in -> new ThreadRequest.Current());
        NAMES.put("qfThreadInfo", in -> new ThreadRequest.FirstThreads());
        NAMES.put("qsThreadInfo", in -> new ThreadRequest.MoreThreads());
        NAMES.put("qThreadExtraInfo", ThreadRequest::extraInfo);
    }

    private static void registersAndMemory() {
        LETTERS.put('g', RegisterRequest::readAll);
        LETTERS.put('G', RegisterRequest::writeAll);
        LETTERS.put('p', RegisterRequest::read);
        LETTERS.put('P', RegisterRequest::write);
        LETTERS.put('m', MemoryRequest::read);
        LETTERS.put('M', MemoryRequest::write);
        LETTERS.put('x', MemoryRequest::readBinary);
        LETTERS.put('X', MemoryRequest::writeBinary);
        NAMES.put("qSearch", MemoryRequest::search);
        NAMES.put("qCRC", MemoryRequest::crc);
        NAMES.put("qXfer", TransferRequest::read);
        NAMES.put("vFile", FileRequest::read);
        NAMES.put("qRcmd", MonitorRequest::command);
    }

    private static void resumes() {
        LETTERS.put('c', in -> ResumeRequest.go(in, false, false));
        LETTERS.put('C', in -> ResumeRequest.go(in, false, true));
        LETTERS.put('s', in -> ResumeRequest.go(in, true, false));
        LETTERS.put('S', in -> ResumeRequest.go(in, true, true));
        NAMES.put("vCont", ResumeRequest::actions);
        NAMES.put("vCtrlC", in -> new ResumeRequest.Interrupt());
        NAMES.put("vStopped", in -> new ResumeRequest.NextStop());
        LETTERS.put('F', FileCallRequest::read);
        LETTERS.put('Z', PointRequest::insert);
        LETTERS.put('z', PointRequest::remove);
    }

    private static void settings() {
        NAMES.put("qSupported", SettingRequest::supported);
        NAMES.put("QStartNoAckMode", in -> new SettingRequest.NoAcknowledgements());
        NAMES.put("QNonStop", SettingRequest::nonStop);
        NAMES.put("QCatchSyscalls", SettingRequest::catchCalls);
        NAMES.put("QPassSignals", in -> new SettingRequest.Signals());
        NAMES.put("QProgramSignals", in -> new SettingRequest.Signals());
        NAMES.put("vMustReplyEmpty", in -> new SettingRequest.MustReplyEmpty());
        NAMES.put("qSymbol", in -> new SettingRequest.Symbols());
    }

    private static void trace() {
        NAMES.put("qTStatus", in -> new TraceRequest.Status());
        NAMES.put("qTfP", in -> new TraceRequest.FirstPoints());
        NAMES.put("qTsP", in -> new TraceRequest.MorePoints());
        NAMES.put("qTfV", in -> new TraceRequest.Variables());
        NAMES.put("qTsV", in -> new TraceRequest.Variables());
        NAMES.put("qTV", in -> new TraceRequest.Variable());
        NAMES.put("qTP", in -> new TraceRequest.PointStatus());
        NAMES.put("QTFrame", TraceRequest::frame);
        for (String change : new String[] {"QTDP", "QTDPsrc", "QTDV", "QTinit", "QTStart", "QTStop", "QTSave"}) {
            NAMES.put(change, in -> new TraceRequest.Change(change));
        }
    }

    private static void lldb() {
        NAMES.put("qHostInfo", in -> new LldbRequest.HostInfo());
        NAMES.put("qProcessInfo", in -> new LldbRequest.ProcessInfo());
        NAMES.put("jThreadsInfo", in -> new LldbRequest.ThreadsInfo());
        NAMES.put("jThreadExtendedInfo", in -> new LldbRequest.ThreadExtendedInfo());
        NAMES.put("qMemoryRegionInfo", LldbRequest::memoryRegion);
        NAMES.put("QThreadSuffixSupported", in -> new LldbRequest.ThreadSuffix());
        NAMES.put("QListThreadsInStopReply", in -> new LldbRequest.ListThreads());
        NAMES.put("QSaveRegisterState", LldbRequest::saveRegisters);
        NAMES.put("QRestoreRegisterState", LldbRequest::restoreRegisters);
        NAMES.put("qGetWorkingDir", in -> new LldbRequest.WorkingDirectory());
        NAMES.put("qWatchpointSupportInfo", in -> new LldbRequest.WatchpointSupport());
        NAMES.put("qVAttachOrWaitSupported", in -> new LldbRequest.NotSupported());
        NAMES.put("qStepPacketSupported", in -> new LldbRequest.NotSupported());
        NAMES.put("qShlibInfoAddr", in -> new LldbRequest.NotSupported());
        NAMES.put("QEnableErrorStrings", in -> new LldbRequest.ErrorStrings());
        LETTERS.put('_', in -> new LldbRequest.Allocation());
    }
}
