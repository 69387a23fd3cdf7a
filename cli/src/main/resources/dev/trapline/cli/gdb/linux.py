# Frames of the ARM Linux kernel's that nothing describes to gdb: what an exception interrupted, whose registers the entry code keeps
# as struct pt_regs, and the change to the interrupts' stack. Sources of the layouts: arch/arm/include/asm/ptrace.h,
# arch/arm/kernel/entry-armv.S and entry-common.S, arch/arm/lib/call_with_stack.S.
import gdb
import gdb.unwinder
import struct


class FrameId:
    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


class LinuxExceptions(gdb.unwinder.Unwinder):
    # Functions that keep a struct pt_regs, and how far above their stack pointer: a system call has two arguments in between.
    KEEPERS = dict.fromkeys(["__irq_svc", "__dabt_svc", "__pabt_svc", "__und_svc", "__fiq_svc",
                             "__irq_usr", "__dabt_usr", "__pabt_usr", "__und_usr", "__fiq_usr"], 0)
    KEEPERS.update(dict.fromkeys(["ret_fast_syscall", "__sys_trace_return"], 8))
    REGISTERS = ["r%d" % i for i in range(13)] + ["sp", "lr", "pc", "cpsr"]
    CHANGE = "call_with_stack"
    LONGEST = 0x100

    def __init__(self):
        super().__init__("linux-exceptions")
        self.forget()
        gdb.events.new_objfile.connect(self.forget)

    def forget(self, *_):
        self.names = None

    def function(self, pc):
        """The name of the function if it is one of those."""
        if self.names is None:
            self.names = {}
            for name in [*self.KEEPERS, self.CHANGE]:
                try:
                    self.names[int(gdb.parse_and_eval("(unsigned long) &'%s'" % name))] = name
                except gdb.error:
                    pass
        name = self.names.get(max((at for at in self.names if at <= pc < at + self.LONGEST), default=None))
        symbol = name and gdb.execute("info symbol %#x" % pc, to_string=True).split(" ")[0]
        return name if symbol == name else None

    def __call__(self, frame):
        # Where such a function executes itself its registers may not be kept yet.
        if frame.level() == 0:
            return None
        pc, sp = self.word(frame, "pc"), self.word(frame, "sp")
        # A call that does not return is a function's last instruction; and the first of ret_fast_syscall is returned to.
        name = self.function(pc - 1) or self.function(pc)
        if name is None:
            return None
        if name == self.CHANGE:
            pointer = "r7" if self.word(frame, "cpsr") & 1 << 5 else "r11"
            at = self.word(frame, pointer)
            saved = dict(zip([pointer, "pc"], self.memory(at, 2)), sp=at + 8)
        else:
            saved = dict(zip(self.REGISTERS, self.memory(sp + self.KEEPERS[name], len(self.REGISTERS))))
        found = frame.create_unwind_info(FrameId(gdb.Value(sp), gdb.Value(pc)))
        for register, value in saved.items():
            found.add_saved_register(register, gdb.Value(struct.pack("<I", value), frame.read_register(register).type))
        return found

    @staticmethod
    def word(frame, register):
        return int(frame.read_register(register)) & 0xFFFFFFFF

    @staticmethod
    def memory(address, words):
        return struct.unpack("<%dI" % words, gdb.selected_inferior().read_memory(address, 4 * words))


gdb.unwinder.register_unwinder(None, LinuxExceptions(), replace=True)
