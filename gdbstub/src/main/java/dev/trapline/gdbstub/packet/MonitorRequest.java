package dev.trapline.gdbstub.packet;

/** {@code qRcmd}: what {@code monitor} passes on. */
public sealed interface MonitorRequest extends Request {
    /** {@code qRcmd,TEXT}, the text in hexadecimal digits. */
    record Command(String text) implements MonitorRequest {}

    static MonitorRequest command(PacketReader in) {
        in.expect(',');
        String text = in.hexText();
        in.expectEnd();
        return new Command(text);
    }
}
