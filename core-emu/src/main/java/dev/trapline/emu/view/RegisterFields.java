package dev.trapline.emu.view;

import dev.trapline.emu.debug.RegisterDescription.Field;
import dev.trapline.emu.debug.RegisterDescription.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The named bits of registers: CPSR, FPSCR and CP15's as DDI 0406C B1.3.3, B4.1 and B6.1 have them, the GIC's as IHI 0048B
 * 4.3, 4.4 and 5.3, the timers' as DDI 0406C B4.1. Of formats that differ, that of the short descriptors.
 */
final class RegisterFields {
    /** A line each: registers that share the fields, a colon, then name and bits of each field, from bit 0 up. */
    private static final String TABLE = """
            cpsr spsr_fiq spsr_irq spsr_svc spsr_abt spsr_und spsr_hyp: M 4-0, T 5, F 6, I 7, A 8, E 9, IT7_2 15-10, GE 19-16, J 24, IT1_0 26-25, Q 27, V 28, C 29, Z 30, N 31
            fpscr: IOC 0, DZC 1, OFC 2, UFC 3, IXC 4, IDC 7, Len 18-16, Stride 21-20, RMode 23-22, FZ 24, DN 25, AHP 26, QC 27, V 28, C 29, Z 30, N 31
            fpexc: EN 30, EX 31
            MIDR VPIDR: Revision 3-0, PrimaryPartNumber 15-4, Architecture 19-16, Variant 23-20, Implementer 31-24
            MPIDR VMPIDR: Aff0 7-0, Aff1 15-8, Aff2 23-16, MT 24, U 30, M 31
            SCTLR: M 0, A 1, C 2, CP15BEN 5, Z 11, I 12, V 13, WXN 19, UWXN 20, EE 25, TRE 28, AFE 29, TE 30
            HSCTLR: M 0, A 1, C 2, CP15BEN 5, I 12, WXN 19, EE 25, TE 30
            ACTLR: SMP 6
            CPACR: cp10 21-20, cp11 23-22, D32DIS 30, ASEDIS 31
            TTBCR: N 2-0, PD0 4, PD1 5, EPD0 7, IRGN0 9-8, ORGN0 11-10, SH0 13-12, T1SZ 18-16, A1 22, EPD1 23, IRGN1 25-24, ORGN1 27-26, SH1 29-28, EAE 31
            HTCR: T0SZ 2-0, IRGN0 9-8, ORGN0 11-10, SH0 13-12
            VTCR: T0SZ 3-0, S 4, SL0 7-6, IRGN0 9-8, ORGN0 11-10, SH0 13-12
            VTTBR: BADDR 39-0, VMID 55-48
            DACR: D0 1-0, D1 3-2, D2 5-4, D3 7-6, D4 9-8, D5 11-10, D6 13-12, D7 15-14, D8 17-16, D9 19-18, D10 21-20, D11 23-22, D12 25-24, D13 27-26, D14 29-28, D15 31-30
            DFSR: FS3_0 3-0, Domain 7-4, LPAE 9, FS4 10, WnR 11, ExT 12, CM 13
            IFSR: FS3_0 3-0, LPAE 9, FS4 10, ExT 12
            CONTEXTIDR: ASID 7-0, PROCID 31-8
            ISR: F 6, I 7, A 8
            HCR: VM 0, SWIO 1, PTW 2, FMO 3, IMO 4, AMO 5, VF 6, VI 7, VA 8, FB 9, BSU 11-10, DC 12, TWI 13, TWE 14, TID0 15, TID1 16, TID2 17, TID3 18, TSC 19, TIDCP 20, TAC 21, TSW 22, TPC 23, TPU 24, TTLB 25, TVM 26, TGE 27
            HDCR: HPMN 4-0, TPMCR 5, TPM 6, HPME 7, TDE 8, TDA 9, TDOSA 10, TDRA 11
            HCPTR: TCP10 10, TCP11 11, TASE 15, TTA 20, TCPAC 31
            HSTR: T0 0, T1 1, T2 2, T3 3, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11, T12 12, T13 13, T15 15, TTEE 16, TJDBX 17
            HSR: ISS 24-0, IL 25, EC 31-26
            HPFAR: FIPA39_12 31-4
            PMCR: E 0, P 1, C 2, D 3, X 4, DP 5, N 15-11, IDCODE 23-16, IMP 31-24
            CNTKCTL: PL0PCTEN 0, PL0VCTEN 1, EVNTEN 2, EVNTDIR 3, EVNTI 7-4, PL0VTEN 8, PL0PTEN 9
            CNTHCTL: PL1PCTEN 0, PL1PCEN 1, EVNTEN 2, EVNTDIR 3, EVNTI 7-4
            CNTP_CTL CNTV_CTL CNTHP_CTL: ENABLE 0, IMASK 1, ISTATUS 2
            GICD_CTLR: EnableGrp0 0, EnableGrp1 1
            GICD_TYPER: ITLinesNumber 4-0, CPUNumber 7-5, SecurityExtn 10
            GICC_CTLR GICV_CTLR: EnableGrp0 0, EnableGrp1 1, AckCtl 2, FIQEn 3, CBPR 4, EOImode 9
            GICC_HPPIR GICC_AHPPIR GICV_HPPIR GICV_AHPPIR: INTID 9-0, CPUID 12-10
            GICH_HCR: En 0, UIE 1, LRENPIE 2, NPIE 3, VGrp0EIE 4, VGrp0DIE 5, VGrp1EIE 6, VGrp1DIE 7, EOICount 31-27
            GICH_VTR: ListRegs 5-0, PREbits 28-26, PRIbits 31-29
            GICH_VMCR: VMGrp0En 0, VMGrp1En 1, VMAckCtl 2, VMFIQEn 3, VMCBPR 4, VEM 9, VMABP 20-18, VMBP 23-21, VMPriMask 31-27
            GICH_MISR: EOI 0, U 1, LRENP 2, NP 3, VGrp0E 4, VGrp0D 5, VGrp1E 6, VGrp1D 7
            GICH_LR0 GICH_LR1 GICH_LR2 GICH_LR3: VirtualID 9-0, PhysicalID 19-10, Priority 27-23, Pending 28, Active 29, Grp1 30, HW 31
            """;

    private static final Map<String, List<Field>> FIELDS = parse();

    private RegisterFields() {}

    private static Map<String, List<Field>> parse() {
        Map<String, List<Field>> result = new TreeMap<>();
        for (String line : TABLE.lines().toList()) {
            int colon = line.indexOf(':');
            List<Field> fields = new ArrayList<>();
            for (String field : line.substring(colon + 2).split(", ")) {
                int space = field.indexOf(' ');
                String[] bits = field.substring(space + 1).split("-");
                int high = Integer.parseInt(bits[0]);
                int low = Integer.parseInt(bits[bits.length - 1]);
                fields.add(new Field(field.substring(0, space), low, high));
            }
            for (String register : line.substring(0, colon).split(" ")) {
                result.put(register, fields);
            }
        }
        return result;
    }

    /** The registers that have fields. */
    static List<String> registers() {
        return List.copyOf(FIELDS.keySet());
    }

    /** How a register is shown: by its named bits, if it has any. */
    static Type typeOf(String register) {
        List<Field> fields = FIELDS.get(register);
        return fields == null
                ? new Type.Integer()
                : new Type.Flags(register.toLowerCase(Locale.ROOT) + "_flags", fields);
    }
}
