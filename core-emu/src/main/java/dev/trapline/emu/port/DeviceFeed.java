package dev.trapline.emu.port;

import dev.trapline.emu.mem.DeviceEffects;

/**
 * What stands in for the devices when a recording is replayed: what they did is done again, and they themselves are not
 * there. The machine asks at the moments at which devices act: at a register access, at an instruction boundary, and
 * when every pCPU waits.
 */
public interface DeviceFeed {
    /** Of a machine whose devices are live: nothing is fed. */
    DeviceFeed NONE = new DeviceFeed() {
        @Override
        public void attach(DeviceEffects effects) {}

        @Override
        public long nextCount() {
            return Long.MAX_VALUE;
        }

        @Override
        public void deliver(long count) {}

        @Override
        public long sleepUntil(long nowNs, long nextNs) {
            return nextNs;
        }

        @Override
        public boolean mayStillCome() {
            return false;
        }

        @Override
        public long read(int cpu, long pa, int size) {
            throw new IllegalStateException("a live machine's registers are its devices'");
        }

        @Override
        public byte[] unreadKeys() {
            throw new IllegalStateException("a live machine's keys are its UART's");
        }

        @Override
        public void written(int cpu, long pa, int size) {
            throw new IllegalStateException("a live machine's registers are its devices'");
        }
    };

    /** Told once, while the machine is built, where devices' effects go. */
    void attach(DeviceEffects effects);

    /** The count at whose boundary {@link #deliver} has something next; MAX_VALUE for never. */
    long nextCount();

    /** An instruction boundary: has done all that devices did at this point. May have nothing to do. */
    void deliver(long count);

    /**
     * Every pCPU waits. Returns the virtual time at which something happened next.
     *
     * @param nextNs when the CPU complex itself will act next; MAX_VALUE for never
     */
    long sleepUntil(long nowNs, long nextNs);

    /** False when nothing more will be fed: a machine in which all wait is then in deadlock. */
    boolean mayStillCome();

    /** What a device register read as, with whatever else reading it did. */
    long read(int cpu, long pa, int size);

    /** A device register was written (the observer knows the value): does what that made the device do at once. */
    void written(int cpu, long pa, int size);

    /**
     * Semihosting takes over the keys that the UART had and the guest did not read. Returns what {@link
     * Observer#keysTakenFromUart} was told here, nothing if it was not, and does whatever else taking them did.
     */
    default byte[] unreadKeys() {
        throw new UnsupportedOperationException(
                "this replay cannot feed the keys that semihosting takes from the UART");
    }
}
