package dev.trapline.emu.isa.aarch32.simd;

/** Advanced SIMD element and structure loads and stores (DDI 0406C A7.7). */
final class SimdLoadStoreRows {
    private static final String BASE = "vreg(D,d) n m ";

    private SimdLoadStoreRows() {}

    static void rows(SharedRows t) {
        for (boolean load : new boolean[] {false, true}) {
            multiple(t, load);
            lanes(t, load);
        }
        all(t);
    }

    // spotless:off
    /** All elements: the field "type" in bits 11 to 8 chooses how many registers there are, and how far apart. */
    private static void multiple(SharedRows t, boolean load) {
        one(t, load, "0111", 1, "A8.8.320", "A8.8.404").undefined("bit(a,1)=1");
        one(t, load, "1010", 2, "A8.8.320", "A8.8.404").undefined("a=3");
        one(t, load, "0110", 3, "A8.8.320", "A8.8.404").undefined("bit(a,1)=1");
        one(t, load, "0010", 4, "A8.8.320", "A8.8.404");
        structures(t, load, "1000", 2, 1, 1, "A8.8.323", "A8.8.406").undefined("a=3");
        structures(t, load, "1001", 2, 2, 1, "A8.8.323", "A8.8.406").undefined("a=3");
        structures(t, load, "0011", 2, 2, 2, "A8.8.323", "A8.8.406");
        structures(t, load, "0100", 3, 1, 1, "A8.8.326", "A8.8.408").undefined("bit(a,1)=1");
        structures(t, load, "0101", 3, 2, 1, "A8.8.326", "A8.8.408").undefined("bit(a,1)=1");
        structures(t, load, "0000", 4, 1, 1, "A8.8.329", "A8.8.410");
        structures(t, load, "0001", 4, 2, 1, "A8.8.329", "A8.8.410");
    }

    /** One lane: index_align in bits 7 to 4 holds index i, step b and alignment a. */
    private static void lanes(SharedRows t, boolean load) {
        lane(t, load, 1, 0, "iii0", "0", "1", "A8.8.321", "A8.8.405");
        lane(t, load, 1, 1, "ii0a", "alignTo(a,1)", "1", "A8.8.321", "A8.8.405");
        lane(t, load, 1, 2, "i0aa", "alignTo(a,2)", "1", "A8.8.321", "A8.8.405").undefined("a=1 | a=2");
        lane(t, load, 2, 0, "iiia", "alignTo(a,1)", "1", "A8.8.324", "A8.8.407");
        lane(t, load, 2, 1, "iiba", "alignTo(a,2)", "apart(b)", "A8.8.324", "A8.8.407");
        lane(t, load, 2, 2, "ib0a", "alignTo(a,3)", "apart(b)", "A8.8.324", "A8.8.407");
        lane(t, load, 3, 0, "iii0", "0", "1", "A8.8.327", "A8.8.409");
        lane(t, load, 3, 1, "iib0", "0", "apart(b)", "A8.8.327", "A8.8.409");
        lane(t, load, 3, 2, "ib00", "0", "apart(b)", "A8.8.327", "A8.8.409");
        lane(t, load, 4, 0, "iiia", "alignTo(a,2)", "1", "A8.8.330", "A8.8.411");
        lane(t, load, 4, 1, "iiba", "alignTo(a,3)", "apart(b)", "A8.8.330", "A8.8.411");
        lane(t, load, 4, 2, "ibaa", "alignFrom4(a)", "apart(b)", "A8.8.330", "A8.8.411").undefined("a=3");
    }

    private static void all(SharedRows t) {
        t.row("VLD1_a_A1", "111101001D10nnnndddd1100ssbammmm", "VLD1<c>.<bits s> <dlanes vreg(D,d),apart(b),1,8>, [<Rn><align alignTo(a,s)>]<post m>", "vld1All " + BASE + "s apart(b) alignTo(a,s)", "DDI 0406C A8.8.322").undefined("s=3 | s=0 & a=1").refused("n=15 | plus(vreg(D,d),b)>31");
        t.row("VLD2_a_A1", "111101001D10nnnndddd1101ssbammmm", "VLD2<c>.<bits s> <dlanes vreg(D,d),2,apart(b),8>, [<Rn><align alignTo(a,plus1(s))>]<post m>", "vldAll " + BASE + "s 2 apart(b) alignTo(a,plus1(s))", "DDI 0406C A8.8.325").undefined("s=3").refused("n=15 | last(vreg(D,d),1,2,apart(b))>31");
        t.row("VLD3_a_A1", "111101001D10nnnndddd1110ssb0mmmm", "VLD3<c>.<bits s> <dlanes vreg(D,d),3,apart(b),8>, [<Rn>]<post m>", "vldAll " + BASE + "s 3 apart(b) 0", "DDI 0406C A8.8.328").undefined("s=3").refused("n=15 | last(vreg(D,d),1,3,apart(b))>31");
        t.row("VLD4_a_A1", "111101001D10nnnndddd1111ssbammmm", "VLD4<c>.<bits smaller(s,2)> <dlanes vreg(D,d),4,apart(b),8>, [<Rn><align alignAll4(s,a)>]<post m>", "vldAll " + BASE + "smaller(s,2) 4 apart(b) alignAll4(s,a)", "DDI 0406C A8.8.331").undefined("s=3 & a=0").refused("n=15 | last(vreg(D,d),1,4,apart(b))>31");
    }
    // spotless:on

    private static SharedRows.Pair one(
            SharedRows t, boolean load, String type, int count, String loadSection, String storeSection) {
        return t.row(
                        (load ? "VLD1_m" : "VST1_m") + count + "_A1",
                        "111101000D" + (load ? "1" : "0") + "0nnnndddd" + type + "ssaammmm",
                        (load ? "VLD1" : "VST1") + "<c>.<bits s> <dlist vreg(D,d)," + count
                                + ",1>, [<Rn><align alignFrom4(a)>]<post m>",
                        (load ? "vld1 " : "vst1 ") + BASE + "s " + count + " alignFrom4(a)",
                        "DDI 0406C " + (load ? loadSection : storeSection))
                .refused("n=15 | plus(vreg(D,d)," + (count - 1) + ")>31");
    }

    /** @param step how far apart the registers of one structure are; @param times how many sets of them there are */
    private static SharedRows.Pair structures(
            SharedRows t,
            boolean load,
            String type,
            int count,
            int step,
            int times,
            String loadSection,
            String storeSection) {
        String mnemonic = (load ? "VLD" : "VST") + count;
        return t.row(
                        mnemonic + "_m" + step + (times == 1 ? "" : "x" + times) + "_A1",
                        "111101000D" + (load ? "1" : "0") + "0nnnndddd" + type + "ssaammmm",
                        mnemonic + "<c>.<bits s> <dlist vreg(D,d)," + count * times + "," + (times == 1 ? step : 1)
                                + ">, [<Rn><align alignFrom4(a)>]<post m>",
                        (load ? "vldStructures " : "vstStructures ") + BASE + "s " + count + " " + step + " " + times
                                + " alignFrom4(a)",
                        "DDI 0406C " + (load ? loadSection : storeSection))
                .undefined("s=3")
                .refused("n=15 | last(vreg(D,d)," + times + "," + count + "," + step + ")>31");
    }

    private static SharedRows.Pair lane(
            SharedRows t,
            boolean load,
            int count,
            int size,
            String indexAlign,
            String align,
            String step,
            String loadSection,
            String storeSection) {
        String mnemonic = (load ? "VLD" : "VST") + count;
        String sizeBits = (size >> 1) + "" + (size & 1);
        String countBits = (count - 1 >> 1) + "" + (count - 1 & 1);
        return t.row(
                        mnemonic + "_l" + (8 << size) + "_A1",
                        "111101001D" + (load ? "1" : "0") + "0nnnndddd" + sizeBits + countBits + indexAlign + "mmmm",
                        mnemonic + "<c>." + (8 << size) + " <dlanes vreg(D,d)," + count + "," + step
                                + ",i>, [<Rn><align " + align + ">]<post m>",
                        (load ? "vldLane " : "vstLane ") + BASE + size + " i " + count + " " + step + " " + align,
                        "DDI 0406C " + (load ? loadSection : storeSection))
                .refused("n=15 | last(vreg(D,d),1," + count + "," + step + ")>31");
    }
}
