package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.gdbstub.fake.FakeTargets;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    private final FakeTargets recorded = new FakeTargets(true);
    private final Conversation gdb = Conversation.withGdb(recorded);

    @Test
    void aDocumentInSmallPiecesIsTheSameAsInOne() {
        String whole = gdb.ask("qXfer:features:read:target.xml:0,10000");
        assertThat(whole).startsWith("l<?xml");
        StringBuilder pieces = new StringBuilder();
        for (String piece = "m"; piece.startsWith("m"); ) {
            piece = gdb.ask("qXfer:features:read:target.xml:" + Integer.toHexString(pieces.length()) + ",3f");
            pieces.append(piece, 1, piece.length());
        }
        assertThat("l" + pieces).isEqualTo(whole);
        assertThat(gdb.ask("qXfer:features:read:target.xml:fffff,10")).isEqualTo("l");
    }

    @Test
    void registersAreInTheirFeaturesWithTheirGroupsAndFlags() {
        assertThat(gdb.ask("qXfer:features:read:target.xml:0,10000"))
                .contains("<feature name=\"org.gnu.gdb.arm.core\">\n"
                        + "<reg name=\"r0\" bitsize=\"32\" regnum=\"0\" type=\"uint32\"/>")
                .contains("<reg name=\"pc\" bitsize=\"32\" regnum=\"15\" type=\"code_ptr\"/>")
                .contains("<reg name=\"cpsr\" bitsize=\"32\" regnum=\"25\"")
                .contains("<reg name=\"d31\" bitsize=\"64\" regnum=\"57\" type=\"ieee_double\" group=\"float\"/>")
                .contains("<flags id=\"sctlr\" size=\"4\">\n<field name=\"M\" start=\"0\" end=\"0\"/>")
                .contains("type=\"sctlr\" group=\"cp15\" save-restore=\"no\"/>")
                .contains("<feature name=\"org.gnu.gdb.arm.neon\"/>");
    }

    @Test
    void memoryIsMappedAndTablesAreListed() {
        assertThat(gdb.ask("qXfer:memory-map:read::0,1000"))
                .contains("<memory type=\"ram\" start=\"0x0\" length=\"0x100000000\"/>");
        assertThat(gdb.ask("qXfer:osdata:read::0,1000")).contains("<column name=\"Type\">worlds</column>");
        assertThat(gdb.ask("qXfer:osdata:read:worlds:0,1000"))
                .contains("<item><column name=\"pid\">1</column><column name=\"name\">machine</column></item>");
        assertThat(gdb.ask("qXfer:osdata:read:nothing:0,1000")).isEqualTo("E00");
        assertThat(gdb.ask("qXfer:auxv:read::0,1000")).isEmpty();
    }

    @Test
    void anExecutableThatIsNotKnownIsNoAnswer() {
        assertThat(gdb.ask("qXfer:exec-file:read:1:0,1000")).isEqualTo("E00");
    }

    @Test
    void filesAreReadAndNeverWritten() {
        assertThat(gdb.ask("vFile:setfs:0")).isEqualTo("F0");
        assertThat(gdb.ask("vFile:open:2f6e6f7768657265,0,0")).isEqualTo("F-1,2");
        assertThat(gdb.ask("vFile:open:2f696d616765,0,0")).isEqualTo("F1");
        assertThat(gdb.ask("vFile:pread:1,1000,0")).isEqualTo("F1e;not an ELF, with }\3 }\4 }] }\n in it");
        assertThat(gdb.ask("vFile:pread:1,3,4")).isEqualTo("F3;an ");
        assertThat(gdb.ask("vFile:pread:1,3,100")).isEqualTo("F0;");
        assertThat(gdb.ask("vFile:fstat:1")).startsWith("F40;").hasSize("F40;".length() + 64 + 1);
        assertThat(gdb.ask("vFile:pwrite:1,0,x")).isEqualTo("F-1,1e");
        assertThat(gdb.ask("vFile:open:2f696d616765,1,0")).isEqualTo("F-1,1e");
        assertThat(gdb.ask("vFile:close:1")).isEqualTo("F0");
        assertThat(gdb.ask("vFile:close:1")).isEqualTo("F-1,9");
        assertThat(gdb.ask("vFile:readlink:2f")).isEmpty();
    }

    @Test
    void framesOfHistoryAreSelectedAndLeft() {
        gdb.ask("s");
        assertThat(gdb.ask("qTStatus")).startsWith("T0;tstop::0;tframes:64;").doesNotEndWith(";");
        assertThat(gdb.ask("QTFrame:5")).isEqualTo("F5T1");
        assertThat(gdb.ask("p0f")).isEqualTo("14800000");
        assertThat(gdb.ask("qXfer:traceframe-info:read::0,1000")).contains("<memory start=\"0x0\"");
        assertThat(gdb.ask("QTFrame:pc:8020")).isEqualTo("F6T1");
        assertThat(gdb.ask("QTFrame:tdp:1")).isEqualTo("F7T1");
        assertThat(gdb.ask("QTFrame:range:8018:801c")).isEqualTo("F8T1");
        assertThat(gdb.ask("QTFrame:outside:8018:801c")).isEqualTo("FaT1");
        assertThat(gdb.ask("QTFrame:1000")).isEqualTo("F-1");
        assertThat(gdb.ask("QTFrame:ffffffff")).isEqualTo("F-1");
        assertThat(gdb.ask("p0f")).as("where it was before").isEqualTo("04800000");
        assertThat(gdb.ask("QTStart")).startsWith("E.");
        gdb.ask("QTFrame:5");
        assertThat(gdb.ask("s")).as("a step begins at the present").contains("0f:08800000;");
    }

    @Test
    void aLiveMachineHasNoFramesAndSaysNothingOfThem() {
        Conversation live = Conversation.withGdb(new FakeTargets(false));
        assertThat(live.ask("qTStatus")).isEmpty();
        assertThat(live.ask("QTFrame:1")).isEmpty();
    }
}
