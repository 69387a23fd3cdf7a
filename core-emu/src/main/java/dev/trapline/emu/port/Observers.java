package dev.trapline.emu.port;

import dev.trapline.emu.mem.BusDevice;

/** Several who watch one machine. */
public final class Observers {
    private Observers() {}

    /** One observer that tells two, the first before the second. */
    public static Observer both(Observer first, Observer second) {
        return new Both(first, second);
    }

    private record Both(Observer first, Observer second) implements Observer {
        @Override
        public void exceptionTaken(
                int cpu,
                int vector,
                int fromMode,
                int toMode,
                int syndrome,
                int address,
                int hpfar,
                int returnAddress) {
            first.exceptionTaken(cpu, vector, fromMode, toMode, syndrome, address, hpfar, returnAddress);
            second.exceptionTaken(cpu, vector, fromMode, toMode, syndrome, address, hpfar, returnAddress);
        }

        @Override
        public void hypervisorCalled(int cpu, CallAbi.Way way, int immediate, int returnAddress, int[] r) {
            first.hypervisorCalled(cpu, way, immediate, returnAddress, r);
            second.hypervisorCalled(cpu, way, immediate, returnAddress, r);
        }

        @Override
        public void leftHyp(int cpu, int toMode, int address, int[] r) {
            first.leftHyp(cpu, toMode, address, r);
            second.leftHyp(cpu, toMode, address, r);
        }

        @Override
        public void firmwareCall(int cpu, int function, int arg1, int arg2, int arg3, int result) {
            first.firmwareCall(cpu, function, arg1, arg2, arg3, result);
            second.firmwareCall(cpu, function, arg1, arg2, arg3, result);
        }

        @Override
        public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
            first.deviceRead(device, cpu, pa, size, value);
            second.deviceRead(device, cpu, pa, size, value);
        }

        @Override
        public void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {
            first.deviceWrite(device, cpu, pa, size, value);
            second.deviceWrite(device, cpu, pa, size, value);
        }

        @Override
        public void deviceWroteMemory(long pa, byte[] bytes, int offset, int length) {
            first.deviceWroteMemory(pa, bytes, offset, length);
            second.deviceWroteMemory(pa, bytes, offset, length);
        }

        @Override
        public void deviceWroteOwnMemory(long pa, byte[] bytes, int offset, int length) {
            first.deviceWroteOwnMemory(pa, bytes, offset, length);
            second.deviceWroteOwnMemory(pa, bytes, offset, length);
        }

        @Override
        public void ownMemoryRouted(long pa, long length, boolean loadsToDevice, boolean storesToDevice) {
            first.ownMemoryRouted(pa, length, loadsToDevice, storesToDevice);
            second.ownMemoryRouted(pa, length, loadsToDevice, storesToDevice);
        }

        @Override
        public void lineChanged(int intid, boolean high) {
            first.lineChanged(intid, high);
            second.lineChanged(intid, high);
        }

        @Override
        public void privateLineChanged(int cpu, int intid, boolean high) {
            first.privateLineChanged(cpu, intid, high);
            second.privateLineChanged(cpu, intid, high);
        }

        @Override
        public void timerWritten(int cpu, int register, long value) {
            first.timerWritten(cpu, register, value);
            second.timerWritten(cpu, register, value);
        }

        @Override
        public void interruptAcknowledged(int cpu, int intid, boolean virtual) {
            first.interruptAcknowledged(cpu, intid, virtual);
            second.interruptAcknowledged(cpu, intid, virtual);
        }

        @Override
        public void interruptEnded(int cpu, int intid, boolean virtual) {
            first.interruptEnded(cpu, intid, virtual);
            second.interruptEnded(cpu, intid, virtual);
        }

        @Override
        public void interruptInjected(int cpu, int virtualIntid) {
            first.interruptInjected(cpu, virtualIntid);
            second.interruptInjected(cpu, virtualIntid);
        }

        @Override
        public void sleeps(int cpu, boolean forEvent) {
            first.sleeps(cpu, forEvent);
            second.sleeps(cpu, forEvent);
        }

        @Override
        public void woke(int cpu) {
            first.woke(cpu);
            second.woke(cpu);
        }

        @Override
        public void timeSkipped(long nowNs) {
            first.timeSkipped(nowNs);
            second.timeSkipped(nowNs);
        }

        @Override
        public void powered(int cpu, boolean on, int entry) {
            first.powered(cpu, on, entry);
            second.powered(cpu, on, entry);
        }

        @Override
        public void worldSwitch(int cpu, long vttbr) {
            first.worldSwitch(cpu, vttbr);
            second.worldSwitch(cpu, vttbr);
        }

        @Override
        public void semihostingCall(int cpu, int operation, int handle, int result) {
            first.semihostingCall(cpu, operation, handle, result);
            second.semihostingCall(cpu, operation, handle, result);
        }

        @Override
        public void keysTakenFromUart(byte[] keys) {
            first.keysTakenFromUart(keys);
            second.keysTakenFromUart(keys);
        }

        @Override
        public void consoleOutput(int byteValue) {
            first.consoleOutput(byteValue);
            second.consoleOutput(byteValue);
        }

        @Override
        public void input(Input kind, int index, byte[] bytes) {
            first.input(kind, index, bytes);
            second.input(kind, index, bytes);
        }
    }
}
