package dev.trapline.emu.isa.aarch32.simd;

/** Transfers between core and extension registers, 32 and 64 bits at a time (DDI 0406C A7.8, A7.9). */
final class VfpTransferRows {
    private VfpTransferRows() {}

    // spotless:off
    static void rows(SharedRows t) {
        t.row("VMOV_s8_A1",    "cccc111001i0ddddtttt1011Djj1(0)(0)(0)(0)", "VMOV<c>.8 <D vreg(D,d)>[<I join(i,j,2)>], <Rt>", "vmovCoreToScalar vreg(D,d) 0 join(i,j,2) t", "DDI 0406C A8.8.341").core("t");
        t.row("VMOV_s16_A1",   "cccc111000i0ddddtttt1011Dj11(0)(0)(0)(0)", "VMOV<c>.16 <D vreg(D,d)>[<I join(i,j,1)>], <Rt>", "vmovCoreToScalar vreg(D,d) 1 join(i,j,1) t", "DDI 0406C A8.8.341").core("t");
        t.row("VMOV_s32_A1",   "cccc111000i0ddddtttt1011D001(0)(0)(0)(0)", "VMOV<c>.32 <D vreg(D,d)>[<I i>], <Rt>", "vmovCoreToS join(vreg(D,d),i,1) t", "DDI 0406C A8.8.341").core("t");
        t.row("VMOV_rs8_A1",   "cccc1110U1i1nnnntttt1011Njj1(0)(0)(0)(0)", "VMOV<c>.<sign U>8 <Rt>, <D vreg(N,n)>[<I join(i,j,2)>]", "vmovScalarToCore t vreg(N,n) 0 join(i,j,2) U", "DDI 0406C A8.8.342").core("t");
        t.row("VMOV_rs16_A1",  "cccc1110U0i1nnnntttt1011Nj11(0)(0)(0)(0)", "VMOV<c>.<sign U>16 <Rt>, <D vreg(N,n)>[<I join(i,j,1)>]", "vmovScalarToCore t vreg(N,n) 1 join(i,j,1) U", "DDI 0406C A8.8.342").core("t");
        t.row("VMOV_rs32_A1",  "cccc111000i1nnnntttt1011N001(0)(0)(0)(0)", "VMOV<c>.32 <Rt>, <D vreg(N,n)>[<I i>]", "vmovSToCore t join(vreg(N,n),i,1)", "DDI 0406C A8.8.342").core("t");
        t.row("VDUP_r_A1",     "cccc11101bQ0ddddtttt1011D0e1(0)(0)(0)(0)", "VDUP<c>.<bits dupSize(b,e)> <V Q,vreg(D,d)>, <Rt>", "vdupCore vreg(D,d) t dupSize(b,e) Q", "DDI 0406C A8.8.314").undefined("b=1 & e=1 | odd1(Q,d)=1").core("t");
        t.row("VMOV_sr_A1",    "cccc11100000nnnntttt1010N(0)(0)1(0)(0)(0)(0)", "VMOV<c> <S sreg(n,N)>, <Rt>", "vmovCoreToS sreg(n,N) t", "DDI 0406C A8.8.343").core("t");
        t.row("VMOV_rs_A1",    "cccc11100001nnnntttt1010N(0)(0)1(0)(0)(0)(0)", "VMOV<c> <Rt>, <S sreg(n,N)>", "vmovSToCore t sreg(n,N)", "DDI 0406C A8.8.343").core("t");
        t.row("VMOV_ssrr_A1",  "cccc11000100uuuutttt101000M1mmmm", "VMOV<c> <S sreg(m,M)>, <S plus1(sreg(m,M))>, <Rt>, <Ru>", "vmovCorePairToS sreg(m,M) t u", "DDI 0406C A8.8.344").core("t", "u").refused("sreg(m,M)=31");
        t.row("VMOV_rrss_A1",  "cccc11000101uuuutttt101000M1mmmm", "VMOV<c> <Rt>, <Ru>, <S sreg(m,M)>, <S plus1(sreg(m,M))>", "vmovSToCorePair t u sreg(m,M)", "DDI 0406C A8.8.344").core("t", "u").unpredictable("t=u").refused("sreg(m,M)=31");
        t.row("VMOV_drr_A1",   "cccc11000100uuuutttt101100M1mmmm", "VMOV<c> <D vreg(M,m)>, <Rt>, <Ru>", "vmovCorePairToD vreg(M,m) t u", "DDI 0406C A8.8.345").core("t", "u");
        t.row("VMOV_rrd_A1",   "cccc11000101uuuutttt101100M1mmmm", "VMOV<c> <Rt>, <Ru>, <D vreg(M,m)>", "vmovDToCorePair t u vreg(M,m)", "DDI 0406C A8.8.345").core("t", "u").unpredictable("t=u");
        t.row("VMRS_A1",       "cccc11101111rrrrtttt1010(0)(0)(0)1(0)(0)(0)(0)", "VMRS<c> <Rt>, <fpreg r>", "vmrs t r", "DDI 0406C A8.8.348, B9.3.21").core("t").refused("fpRegister(r)=0");
        t.row("VMRS_f_A1",     "cccc111011110001tttt1010(0)(0)(0)1(0)(0)(0)(0)", "VMRS<c> <Rt>, FPSCR", "vmrsFpscr t", "DDI 0406C A8.8.348").unpredictable("", "t=13");
        t.row("VMRS_n_A1",     "cccc11101111000111111010(0)(0)(0)1(0)(0)(0)(0)", "VMRS<c> APSR_nzcv, FPSCR", "vmrsFlags", "DDI 0406C A8.8.348");
        t.row("VMSR_A1",       "cccc11101110rrrrtttt1010(0)(0)(0)1(0)(0)(0)(0)", "VMSR<c> <fpreg r>, <Rt>", "vmsr r t", "DDI 0406C A8.8.349, B9.3.22").core("t").refused("fpRegister(r)=0").unpredictable("r=6 | r=7");
        t.row("VMSR_f_A1",     "cccc111011100001tttt1010(0)(0)(0)1(0)(0)(0)(0)", "VMSR<c> FPSCR, <Rt>", "vmsrFpscr t", "DDI 0406C A8.8.349").core("t");
    }
    // spotless:on
}
