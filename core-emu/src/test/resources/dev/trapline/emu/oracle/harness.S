@ Runs cases of one instruction each; HarnessLayout.java has the same numbers. Assemble with build.sh.
@
@ The host fills input records and writes their number to MAILBOX, then waits for MAILBOX+4. Every case leaves through an
@ exception: beside the instruction there is nothing but UDF, and outside the pages mapped for it nothing at all.
        .syntax unified
        .arch   armv7ve
        .arch_extension virt
        .fpu    neon-vfpv4
        .arm
        .equ    MAILBOX, 0x40208000     @ left, done, input record, output record
        .equ    TABLE, 0x4020c000
        .equ    INPUT, 0x40800000
        .equ    OUTPUT, 0x42000000
        .equ    SCRATCH, 0x90000000
        .equ    MASTER, 0x40600000
        .equ    INPUT_SIZE, 512
        .equ    OUTPUT_SIZE, 704

        .macro  leave kind
        ldr     sp, =MAILBOX
        ldr     sp, [sp, #12]
        stmia   sp, {r0-r14}^
        nop
        str     lr, [sp, #60]
        mrs     r0, spsr
        str     r0, [sp, #64]
        mov     r0, #\kind
        str     r0, [sp, #68]
        mov     r7, sp
        b       left
        .endm

        .global _start
_start: b       start
        b       undefined
        b       call
        b       prefetch
        b       data
        b       hyp
        b       irq
fiq:    leave   7
undefined: leave 1
call:   leave   2
prefetch: leave 3
data:   leave   4
hyp:    leave   5
irq:    leave   6
        .ltorg

start:  mrs     r0, cpsr
        and     r0, r0, #0x1f
        cmp     r0, #0x1a
        bne     4f
        @ From Hyp mode, in which the CPU starts so that it has the Virtualization Extensions, to Supervisor for good.
        adr     r0, 4f
        msr     elr_hyp, r0
        mov     r0, #0x1d3
        msr     spsr_cxsf, r0
        eret
4:      cpsid   aif, #0x13
        ldr     r0, =_start
        mcr     p15, 0, r0, c12, c0, 0          @ VBAR
        ldr     r0, =TABLE
        mcr     p15, 0, r0, c2, c0, 0           @ TTBR0
        mov     r0, #0
        mcr     p15, 0, r0, c2, c0, 2           @ TTBCR
        ldr     r0, =0x55555555
        mcr     p15, 0, r0, c3, c0, 0           @ DACR
        mcr     p15, 0, r0, c8, c7, 0           @ TLBIALL
        mrc     p15, 0, r0, c1, c0, 0
        orr     r0, r0, #1                      @ M
        orr     r0, r0, #0x400                  @ SW
        bic     r0, r0, #2                      @ A
        mcr     p15, 0, r0, c1, c0, 0
        ldr     r0, =0x00f00000
        mcr     p15, 0, r0, c1, c0, 2           @ CPACR
        isb
        mov     r0, #0x40000000
        vmsr    fpexc, r0

wait:   ldr     r0, =MAILBOX
1:      ldr     r1, [r0]
        cmp     r1, #0
        beq     1b
        dmb
        ldr     r2, =INPUT
        str     r2, [r0, #8]
        ldr     r2, =OUTPUT
        str     r2, [r0, #12]

next:   ldr     r0, =MAILBOX
        ldr     r1, [r0]
        cmp     r1, #0
        bne     2f
        dmb
        mov     r1, #1
        str     r1, [r0, #4]
        b       wait
2:      sub     r1, r1, #1
        str     r1, [r0]
        ldr     r7, [r0, #8]
        ldr     r1, [r7, #120]                  @ place of the code
        add     r2, r7, #124
        ldm     r2, {r3-r6}
        stm     r1, {r3-r6}
        mcr     p15, 0, r0, c7, c5, 0           @ ICIALLU
        dsb
        isb
        add     r2, r7, #144
        vldmia  r2!, {d0-d15}
        vldmia  r2, {d16-d31}
        ldr     r3, [r7, #116]
        vmsr    fpscr, r3
        cps     #0x12
        ldr     r13, [r7, #72]
        ldr     r14, [r7, #76]
        ldr     r3, [r7, #80]
        msr     spsr_fsxc, r3
        cps     #0x11
        add     r6, r7, #84
        ldm     r6, {r8-r14}
        ldr     r5, [r7, #112]
        msr     spsr_fsxc, r5
        add     r6, r7, #416
        ldm     r6, {r0-r5}
        cps     #0x17
        mov     r13, r0
        mov     r14, r1
        msr     spsr_fsxc, r2
        cps     #0x1b
        mov     r13, r3
        mov     r14, r4
        msr     spsr_fsxc, r5
        cps     #0x13
        ldr     r14, [r7, #440]
        ldr     r5, [r7, #444]
        msr     spsr_fsxc, r5
        clrex
        mov     sp, r7
        ldmia   sp, {r0-r14}^
        nop
        add     sp, sp, #60
        rfeia   sp

left:   cps     #0x12
        str     r13, [r7, #72]
        str     r14, [r7, #76]
        mrs     r0, spsr
        str     r0, [r7, #80]
        cps     #0x11
        add     r6, r7, #84
        stm     r6, {r8-r14}
        mrs     r0, spsr
        str     r0, [r7, #112]
        cps     #0x13
        vmrs    r0, fpexc
        str     r0, [r7, #136]
        mov     r0, #0x40000000
        vmsr    fpexc, r0
        vmrs    r0, fpscr
        str     r0, [r7, #116]
        mrc     p15, 0, r0, c5, c0, 0           @ DFSR
        str     r0, [r7, #120]
        mrc     p15, 0, r0, c6, c0, 0           @ DFAR
        str     r0, [r7, #124]
        mrc     p15, 0, r0, c5, c0, 1           @ IFSR
        str     r0, [r7, #128]
        mrc     p15, 0, r0, c6, c0, 2           @ IFAR
        str     r0, [r7, #132]
        add     r2, r7, #144
        vstmia  r2!, {d0-d15}
        vstmia  r2!, {d16-d31}
        ldr     r0, =MAILBOX
        ldr     r9, [r0, #8]
        ldr     r10, [r9, #140]                 @ window
        ldr     r11, =MASTER - SCRATCH
        add     r11, r10, r11
        mov     r12, #16
3:      ldm     r10, {r3-r6}
        stmia   r2!, {r3-r6}
        ldmia   r11!, {r3-r6}
        stmia   r10!, {r3-r6}
        subs    r12, r12, #1
        bne     3b
        ldr     r1, [r9, #120]
        add     r2, r9, #400
        ldm     r2, {r3-r6}
        stm     r1, {r3-r6}
        add     r9, r9, #INPUT_SIZE
        str     r9, [r0, #8]
        add     r7, r7, #OUTPUT_SIZE
        str     r7, [r0, #12]
        b       next
