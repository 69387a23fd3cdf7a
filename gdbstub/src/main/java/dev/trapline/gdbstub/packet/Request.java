package dev.trapline.gdbstub.packet;

/**
 * What a client asks: one record for each packet, one file for each family.
 *
 * @rsp Packets; General Query Packets
 */
public sealed interface Request
        permits FileCallRequest,
                FileRequest,
                LldbRequest,
                MemoryRequest,
                MonitorRequest,
                PointRequest,
                ProcessRequest,
                RegisterRequest,
                ResumeRequest,
                SettingRequest,
                ThreadRequest,
                TraceRequest,
                TransferRequest,
                Request.Unknown,
                Request.Malformed {
    /** A packet that is not known here, which the protocol answers with nothing. */
    record Unknown(String name) implements Request {}

    /** A packet that is known, but has not its form. */
    record Malformed(String name, String why) implements Request {}
}
