package dev.trapline.emu.port;

/** Where inputs enter the machine. */
public interface InputSink {
    /** One byte typed on the console. */
    void consoleKey(int byteValue);

    /** One Ethernet frame (without FCS) arriving at network device {@code index}. */
    void networkFrame(int index, byte[] frame);

    /**
     * Whether an input could reach guest memory as the machine stands: a frame, where a driver waits for frames. Keys only
     * reach the console's device.
     */
    boolean reachesMemory();

    /** Somebody outside asks the machine to stop at this boundary. */
    void stop();
}
