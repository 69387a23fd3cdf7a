package dev.trapline.emu.state;

/** Stands where the machine's memory will be, so that a pCPU by itself can be built and looked at. */
enum NoMemory implements MemoryPort {
    INSTANCE;

    private static IllegalStateException none() {
        return new IllegalStateException("this pCPU has no memory yet");
    }

    @Override
    public long load(Cpu s, int va, int size, int how) {
        throw none();
    }

    @Override
    public void store(Cpu s, int va, int size, long value, int how) {
        throw none();
    }

    @Override
    public void fetchPage(Cpu s) {
        throw none();
    }

    @Override
    public int fetchHalfword(Cpu s, int va) {
        throw none();
    }

    @Override
    public void contextChanged(Cpu s) {
        s.fetchKey = Cpu.NO_FETCH_PAGE;
    }

    @Override
    public long loadExclusive(Cpu s, int va, int size) {
        throw none();
    }

    @Override
    public boolean storeExclusive(Cpu s, int va, int size, long value) {
        throw none();
    }
}
