import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One ARM-like interpreter written in many forms, to see what each form costs: where guest RAM lives, how a machine's state
 * reaches the method of an instruction, how an abort leaves a load, and how the loop dispatches.
 *
 * <p>The interpreter is generated as Java source (about 250 instruction rows), compiled in memory and loaded once per form, so that the
 * forms share neither profile nor code. All forms run in one JVM on one thread, in alternating slices, and are compared by that
 * thread's CPU time: a busy host slows them alike, and the ratios stay good to about 4% where absolute speeds move by half.
 *
 * <p>Run: {@code java FLAGS InterpreterForms.java work=hot n=200 / state=static ram=array / state=registers / state=registers machines=2}.
 * Settings before the first slash hold for all forms; the first form is the reference of the ratio. Settings:
 *
 * <ul>
 *   <li>{@code work} hot (small loops), cold (4000 functions, 300 k distinct instructions, 16 working sets; every second branch is
 *       a coin toss), steady (the same, but a function does the same each time it is called), storm (a load that aborts, then
 *       {@code gap} additions; {@code valid=1} lets the load succeed instead)
 *   <li>{@code state} static (per-machine classes), parameter (Cpu s), registers (Cpu s, int[] r)
 *   <li>{@code ram} pages (byte[] of 4 KiB), array (one byte[]), file (private mapping), everything (absolute addresses)
 *   <li>{@code tlb} entries (array of objects), arrays (parallel arrays)
 *   <li>{@code abort} throw (from the slow path, or from {@code depth} frames below), inlined (the slow path returns, the inlined part
 *       throws), flag (tested by the row), error (loads return long)
 *   <li>{@code loop} switch (one method), dispatch (switch in a method of its own), virtual (an object per row)
 *   <li>{@code hot} rows with a case of their own; {@code machines} per form; {@code n} million instructions a form; {@code slice}
 * </ul>
 */
public final class InterpreterForms {
    private static final int RAM_BASE = 0x40000000;
    private static final int RAM_SIZE = 64 << 20;
    private static final int CODE = RAM_BASE + 0x8000;
    private static final int VECTOR = RAM_BASE + 0x10;
    private static final int STACK = RAM_BASE + (4 << 20);
    private static final int DATA = RAM_BASE + (8 << 20);
    private static final int CALL_TABLE = RAM_BASE + (16 << 20);

    public static void main(String[] args) throws Exception {
        Map<String, String> common = new TreeMap<>(Map.of("n", "200", "slice", "1000000", "work", "hot"));
        List<Map<String, String>> settings = new ArrayList<>();
        Map<String, String> current = common;
        for (String arg : args) {
            if (arg.equals("/")) {
                current = new TreeMap<>();
                settings.add(current);
            } else {
                current.put(arg.split("=")[0], arg.split("=")[1]);
            }
        }
        List<Form> forms = new ArrayList<>();
        for (Map<String, String> own : settings) {
            Map<String, String> all = new TreeMap<>(common);
            all.putAll(own);
            forms.add(new Form(own.toString(), all));
        }
        long total = Long.parseLong(common.get("n")) * 1_000_000;
        while (forms.getFirst().done < total) {
            for (Form form : forms) {
                form.slice(Long.parseLong(common.get("slice")), total / 2);
            }
        }
        System.out.printf("%s, compilers' CPU %d ms%n", common, compilerCpuMillis());
        for (Form form : forms) {
            System.out.println(form.report(forms.getFirst()));
        }
    }

    /** CPU time of the JVM's compiler threads, which no management bean tells. */
    private static long compilerCpuMillis() throws IOException {
        long ticks = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains("CompilerThre")) {
                    String[] fields = stat.substring(stat.indexOf(')') + 2).split(" ");
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        }
        return ticks * 10;
    }

    /** A generated interpreter and the machines that run in it. */
    private static final class Form {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private final String name;
        private final List<Object> machines = new ArrayList<>();
        private final List<Double> mips = new ArrayList<>();
        private long upTo;
        private long done;
        private double cpu;

        Form(String name, Map<String, String> settings) throws Exception {
            this.name = name;
            Generator generator = new Generator(settings);
            Program program = Program.of(settings, generator.rows);
            System.getProperties().put("forms.code", program.pages);
            Map<String, byte[]> classes = compile(generator.source(program.used));
            ClassLoader shared = loader(classes);
            for (int i = 0; i < Integer.parseInt(settings.getOrDefault("machines", "1")); i++) {
                ClassLoader own = generator.isStatic ? loader(classes) : shared;
                machines.add(own.loadClass("Interp").getConstructor().newInstance());
                poke(own, machines.getLast(), program.calls);
            }
        }

        private static void poke(ClassLoader own, Object machine, int[] calls) throws Exception {
            Object cpu = null;
            for (Field f : machine.getClass().getDeclaredFields()) {
                if (f.getName().equals("s")) {
                    f.setAccessible(true);
                    cpu = f.get(machine);
                }
            }
            for (Method m : own.loadClass("Ops").getDeclaredMethods()) {
                if (m.getName().equals("st32")) {
                    m.setAccessible(true);
                    for (int i = 0; i < calls.length; i++) {
                        int va = CALL_TABLE + 4 * i;
                        Object unused = cpu == null ? m.invoke(null, va, calls[i]) : m.invoke(null, cpu, va, calls[i]);
                    }
                }
            }
        }

        void slice(long instructions, long warm) {
            upTo += instructions;
            long before = THREADS.getCurrentThreadCpuTime();
            for (Object machine : machines) {
                ((LongUnaryOperator) machine).applyAsLong(upTo);
                done += instructions;
            }
            double time = THREADS.getCurrentThreadCpuTime() - before;
            cpu += time;
            if (done > warm) {
                mips.add(instructions * machines.size() * 1e3 / time);
            }
        }

        double median() {
            Collections.sort(mips);
            return mips.get(mips.size() / 2);
        }

        String report(Form reference) {
            long[] end = (long[]) ((Supplier<?>) machines.getFirst()).get();
            return String.format("  %-50s %6.1f MIPS from the start, %6.1f warm, ratio %.2f, %7.1f ns/instruction, aborts %d, registers %x", name, done * 1e3 / cpu, median(),
                    median() / reference.median(), 1e3 / median(), end[1], end[0]);
        }
    }

    // ---- the guest's programs ------------------------------------------------------------------------------------------

    /** A row: the method's name, the fields it takes (d n m s i: rd, rn, rm, shift, immediate) and its body. */
    private record Row(String name, String fields, String body) {}

    private static final class Program {
        private final Map<String, Integer> index = new HashMap<>();
        private final List<Long> code = new ArrayList<>();
        final Set<Integer> used = new TreeSet<>();
        long[][] pages = {};
        int[] calls = {};

        static Program of(Map<String, String> settings, List<Row> rows) {
            Program p = new Program();
            rows.forEach(row -> p.index.put(row.name, p.index.size()));
            p.imm("mov_imm", 13, 0, STACK);
            p.imm("mov_imm", 10, 0, DATA);
            switch (settings.get("work")) {
                case "hot" -> p.hot();
                case "cold" -> p.cold(false);
                case "steady" -> p.cold(true);
                case "storm" -> p.storm(Integer.parseInt(settings.getOrDefault("gap", "10")), settings.containsKey("valid"));
                default -> throw new IllegalArgumentException(settings.toString());
            }
            p.pages = new long[((p.here() - RAM_BASE) >>> 12) + 1][1024];
            for (int i = 0; i < p.code.size(); i++) {
                int offset = CODE - RAM_BASE + 4 * i;
                p.pages[offset >>> 12][(offset >>> 2) & 1023] = p.code.get(i);
            }
            p.pages[0][(VECTOR >>> 2) & 1023] = p.word("bx", 14, 0, 0, 14, 0, 0);
            return p;
        }

        int here() {
            return CODE + 4 * code.size();
        }

        /** The predecoded form: op 10 bits, rd, rn, rm 4 each, shift 6, immediate 32, condition 4 (0 is "always"). */
        long word(String name, int cond, int d, int n, int m, int shift, int imm) {
            used.add(index.get(name));
            return index.get(name) | d << 10 | n << 14 | m << 18 | (long) shift << 22 | (imm & 0xffffffffL) << 28 | (long) (cond ^ 14) << 60;
        }

        void put(String name, int cond, int d, int n, int m, int shift, int imm) {
            code.add(word(name, cond, d, n, m, shift, imm));
        }

        void imm(String name, int d, int n, int imm) {
            put(name, 14, d, n, 0, 0, imm);
        }

        void reg(String name, int d, int n, int m, int shift) {
            put(name, 14, d, n, m, shift, 0);
        }

        void branch(String name, int cond, int target) {
            put(name, cond, 0, 0, 0, 0, target - here() - 8);
        }

        void countDown(int register, int loop) {
            imm("subs_imm", register, register, 1);
            branch("b", 1, loop);
        }

        void storm(int gap, boolean valid) {
            imm("mov_imm", 0, 0, valid ? DATA : 0x1000);
            int loop = here();
            imm("ldr32_imm_off", 2, 0, 0);
            if (valid) {
                reg("mov_reg", 0, 0, 0, 0); // stands for the handler's return
            }
            for (int i = 0; i < gap; i++) {
                reg(i % 3 == 0 ? "eor_lsl" : "add_reg", 4, 4, 3, 1);
            }
            countDown(3, loop);
            branch("b", 14, loop);
        }

        void hot() {
            imm("mov_imm", 11, 0, 12345);
            int call = code.size();
            branch("b", 14, 0);
            int function = function();
            code.set(call, word("b", 14, 0, 0, 0, 0, here() - (CODE + 4 * call) - 8));
            int outer = here();
            imm("mov_imm", 0, 0, DATA); // copy words
            imm("mov_imm", 1, 0, DATA + 0x40000);
            imm("mov_imm", 3, 0, 500);
            int loop = here();
            imm("ldr32_imm_post", 2, 0, 4);
            imm("str32_imm_post", 2, 1, 4);
            countDown(3, loop);
            imm("mov_imm", 0, 0, DATA + 0x40000); // checksum bytes
            imm("mov_imm", 3, 0, 700);
            loop = here();
            imm("ldr8_imm_post", 2, 0, 1);
            reg("add_reg", 4, 4, 2, 0);
            reg("add_reg", 5, 5, 4, 0);
            imm("cmp_imm", 0, 2, 127);
            put("eor_imm", 8, 2, 2, 0, 0, 0x5a);
            imm("str8_imm_off", 2, 0, 0x2000);
            countDown(3, loop);
            imm("mov_imm", 3, 0, 400); // xorshift, with conditions nobody can foresee and scattered loads
            loop = here();
            reg("eor_lsl", 11, 11, 11, 13);
            reg("eor_lsr", 11, 11, 11, 17);
            reg("eor_lsl", 11, 11, 11, 5);
            imm("tst_imm", 0, 11, 1);
            put("orr_imm", 1, 6, 6, 0, 0, 1);
            put("add_reg", 0, 6, 6, 11, 0, 0);
            reg("movs_lsr", 7, 0, 11, 3);
            put("sub_reg", 2, 6, 6, 7, 0, 0);
            imm("and_imm", 8, 11, 0x3ffc);
            reg("ldr32_reg_off", 9, 10, 8, 0);
            reg("add_reg", 9, 9, 6, 0);
            reg("str32_reg_off", 9, 10, 8, 0);
            countDown(3, loop);
            imm("mov_imm", 3, 0, 150); // calls
            loop = here();
            branch("bl", 14, function);
            countDown(3, loop);
            branch("b", 14, outer);
        }

        private int function() {
            int entry = here();
            imm("stmdb", 0, 13, 0x40f0);
            reg("mul", 4, 3, 4, 0);
            imm("ldr16_imm_off", 5, 10, 6);
            reg("add_reg", 6, 5, 4, 0);
            imm("str16_imm_off", 6, 10, 6);
            reg("cmp_reg", 0, 4, 5, 0);
            put("mov_reg", 10, 7, 0, 5, 0, 0);
            put("rsb_imm", 11, 7, 4, 0, 0, 3);
            reg("orrs_reg", 7, 7, 4, 0);
            imm("ldmia", 0, 13, 0x40f0);
            reg("bx", 0, 0, 14, 0);
            return entry;
        }

        private static final String[] ALU = ("add_reg add_reg add_imm add_imm sub_reg sub_imm mov_reg mov_reg mov_imm mov_imm and_imm orr_reg orr_imm eor_reg bic_imm"
                        + " mov_lsl mov_lsr add_lsl add_lsl subs_reg subs_imm adds_reg ands_imm movs_reg orr_lsl rsb_imm adc_reg mvn_imm ubfx uxtb mul movs_lsr eor_lsr"
                        + " and_reg sub_lsr clz movt orrs_reg").split(" ");
        private static final String[] RARE = "bics_ror rscs_imm eor_ror teq_asr mvns_asr sbcs_rsr adds_rsr cmn_ror movs_asr sbc_asr rsbs_ror orr_asr".split(" ");
        private static final String[] LOADS = "ldr32_imm_off ldr32_imm_off ldr32_imm_off ldr8_imm_off ldr16_imm_off ldrs16_imm_off".split(" ");
        private static final String[] STORES = "str32_imm_off str32_imm_off str8_imm_off str16_imm_off".split(" ");
        private static final int[] CONDITIONS = {0, 1, 0, 1, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 4, 5};

        void cold(boolean steady) {
            Random random = new Random(1);
            int count = 4000;
            int perPhase = 16384;
            int outer = here();
            imm("mov_imm", 8, 0, CALL_TABLE);
            imm("mov_imm", 9, 0, CALL_TABLE + 16 * perPhase * 4);
            int loop = here();
            imm("ldr32_imm_post", 12, 8, 4);
            reg("blx", 0, 0, 12, 0);
            reg("cmp_reg", 0, 8, 9, 0);
            branch("b", 1, loop);
            branch("b", 14, outer);
            List<Integer> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(here());
                randomFunction(random, steady);
            }
            Collections.shuffle(entries, random);
            calls = new int[16 * perPhase];
            for (int i = 0; i < calls.length; i++) { // log-uniform use, and a working set that moves on
                int rank = (int) Math.exp(random.nextDouble() * Math.log(count)) - 1;
                calls[i] = entries.get((rank + i / perPhase * 250) % count);
            }
        }

        private void randomFunction(Random random, boolean steady) {
            imm("stmdb", 0, 13, 0x40f0);
            imm("add_imm", 6, 10, random.nextInt(256) * 4096);
            for (int i = 0; steady && i < 6; i++) {
                imm("mov_imm", i, 0, random.nextInt());
            }
            int steps = 40 + random.nextInt(60);
            for (int i = 0; i < steps; i++) {
                int kind = random.nextInt(100);
                int d = random.nextInt(6);
                int n = random.nextInt(6);
                int m = random.nextInt(6);
                if (kind < 52) {
                    String name = random.nextInt(50) == 0 ? pick(RARE, random) : pick(ALU, random);
                    int cond = random.nextInt(12) == 0 ? CONDITIONS[random.nextInt(16)] : 14;
                    put(name, cond, d, n, m, 1 + random.nextInt(7), random.nextInt(256));
                } else if (kind < 72) {
                    imm(pick(LOADS, random), d, 6, random.nextInt(120) * 4);
                } else if (kind < 83) {
                    imm(pick(STORES, random), d, 6, (steady ? 2048 : 0) + random.nextInt(120) * 4);
                } else {
                    reg(random.nextBoolean() ? "cmp_reg" : "tst_reg", 0, n, m, 0);
                    int skipped = random.nextInt(8);
                    branch("b", CONDITIONS[random.nextInt(16)], here() + 4 + 4 * skipped);
                    for (int k = 0; k < skipped; k++) {
                        imm("add_imm", d, n, k);
                    }
                }
            }
            imm("ldmia", 0, 13, 0x40f0);
            reg("bx", 0, 0, 14, 0);
        }

        private static String pick(String[] from, Random random) {
            return from[random.nextInt(from.length)];
        }
    }

    // ---- the interpreter's source ----------------------------------------------------------------------------------------

    /**
     * Writes the interpreter. In the templates {@code $(} opens a parameter or argument list that begins with the state, {@code ^(} the same
     * with the register array too where the form hands it on, {@code $R} makes that array known in a row, {@code $.} is a field of the
     * state.
     */
    private static final class Generator {
        final List<Row> rows = new ArrayList<>();
        final boolean isStatic;
        private final boolean registers;
        private final String ram;
        private final String abort;
        private final String loop;
        private final boolean entries;
        private final int hot;
        private final String depth;

        Generator(Map<String, String> settings) {
            isStatic = settings.getOrDefault("state", "registers").equals("static");
            registers = settings.getOrDefault("state", "registers").equals("registers");
            ram = settings.getOrDefault("ram", "pages");
            abort = settings.getOrDefault("abort", "inlined");
            loop = settings.getOrDefault("loop", "switch");
            entries = settings.getOrDefault("tlb", "entries").equals("entries");
            hot = Integer.parseInt(settings.getOrDefault("hot", "70"));
            depth = settings.getOrDefault("depth", "0");
            dataProcessing("imm reg lsl lsr asr ror rsr".split(" "));
            loadsAndStores();
            others();
        }

        String source(Set<Integer> used) {
            String text = cpu() + memory() + rowMethods() + interpreter(used);
            text = text.replace("^R(", registers ? "^(" : "$(").replace("$R", registers ? "" : "int[] r = $.r;");
            text = text.replaceAll("static (\\w+) (\\w+)\\^\\(", registers ? "static $1 $2(Cpu s, int[] r, " : "static $1 $2\\$(").replace("^(", registers ? "(s, r, " : "$(");
            text = text.replaceAll("(static) ([\\w\\[\\]]+) (\\w+)\\$\\(", isStatic ? "$1 $2 $3(" : "$1 $2 $3(Cpu s, ").replace("$(", isStatic ? "(" : "(s, ");
            return text.replace("$.", isStatic ? "Cpu." : "s.").replace("$F", isStatic ? "static" : "").replace(", )", ")");
        }

        private void row(String name, String fields, String body) {
            rows.add(new Row(name, fields, "$R " + body));
        }

        private void dataProcessing(String[] operands) {
            Map<String, String> operations = new LinkedHashMap<>();
            for (String o : "and:a&b orr:a|b eor:a^b bic:a&~b mov:b mvn:~b add:a+b sub:a-b rsb:b-a adc:a+b+$.cf sbc:a-b-1+$.cf rsc:b-a-1+$.cf".split(" ")) {
                operations.put(o.split(":")[0], o.split(":")[1]);
            }
            for (String operand : operands) {
                String fields = operand.equals("imm") ? "dni" : operand.equals("reg") ? "dnm" : "dnms";
                String b = switch (operand) {
                    case "imm" -> "imm";
                    case "reg" -> "r[m]";
                    case "lsl" -> "r[m] << sh";
                    case "lsr" -> "r[m] >>> sh";
                    case "asr" -> "r[m] >> sh";
                    case "ror" -> "Integer.rotateRight(r[m], sh)";
                    default -> "(r[sh & 15] & 255) > 31 ? 0 : r[m] << (r[sh & 15] & 255)";
                };
                String shifted = operand.equals("lsl") ? "$.cf = (r[m] >>> (32 - sh)) & 1;" : fields.equals("dnms") ? "$.cf = (r[m] >>> (sh - 1)) & 1;" : "";
                String start = "int a = r[n]; int b = " + b + "; ";
                operations.forEach((name, value) -> {
                    String compute = start + "int x = " + value + "; ";
                    row(name + "_" + operand, fields, compute + "r[d] = x;");
                    row(name + "s_" + operand, fields, compute + carryOverflow(name, shifted) + "$.nf = x; $.zf = x; r[d] = x;");
                });
                for (String pair : "cmp:sub:a-b cmn:add:a+b tst:and:a&b teq:eor:a^b".split(" ")) {
                    String[] p = pair.split(":");
                    row(p[0] + "_" + operand, fields, start + "int x = " + p[2] + "; " + carryOverflow(p[1], shifted) + "$.nf = x; $.zf = x;");
                }
            }
        }

        private static String carryOverflow(String name, String shifted) {
            return switch (name) {
                case "add" -> "$.cf = Integer.compareUnsigned(x, a) < 0 ? 1 : 0; $.vf = (a ^ x) & (b ^ x); ";
                case "sub" -> "$.cf = Integer.compareUnsigned(a, b) >= 0 ? 1 : 0; $.vf = (a ^ b) & (a ^ x); ";
                case "rsb" -> "$.cf = Integer.compareUnsigned(b, a) >= 0 ? 1 : 0; $.vf = (a ^ b) & (b ^ x); ";
                case "adc" -> "$.cf = (int) ((a & 0xffffffffL) + (b & 0xffffffffL) + $.cf >>> 32); $.vf = (a ^ x) & (b ^ x); ";
                case "sbc", "rsc" -> "$.cf = (int) ((a & 0xffffffffL) + (~b & 0xffffffffL) + $.cf >>> 32); $.vf = (a ^ b) & (a ^ x); ";
                default -> shifted;
            };
        }

        private void loadsAndStores() {
            for (String size : "32 8 16 s8 s16".split(" ")) {
                for (String offset : List.of("imm", "reg")) {
                    for (String mode : List.of("off", "pre", "post")) {
                        String by = offset.equals("imm") ? "imm" : "r[m]";
                        String address = "int ad = r[n]" + (mode.equals("post") ? "; " : " + " + by + "; ");
                        String writeBack = mode.equals("off") ? "" : "r[n] = ad" + (mode.equals("post") ? " + " + by : "") + "; ";
                        String value = size.equals("s8") ? "(byte) v" : size.equals("s16") ? "(short) v" : "v";
                        String fields = offset.equals("imm") ? "dni" : "dnm";
                        String name = size + "_" + offset + "_" + mode;
                        row("ldr" + name, fields, address + load(size.replace("s", ""), writeBack + "r[d] = " + value + ";"));
                        if (!size.startsWith("s")) {
                            row("str" + name, fields, address + store(size, "r[d]", writeBack));
                        }
                    }
                }
            }
            String each = "int l = imm; while (l != 0) { int t = Integer.numberOfTrailingZeros(l); ";
            row("ldmia", "ni", "int ad = r[n]; " + each + load("32", "r[t] = v;") + " ad += 4; l &= l - 1; } r[n] = ad;");
            row("stmdb", "ni", "int ad = r[n] - 4 * Integer.bitCount(imm); int low = ad; " + each + store("32", "r[t]", "") + " ad += 4; l &= l - 1; } r[n] = low;");
        }

        private String load(String size, String then) {
            return switch (abort) {
                case "flag" -> "int v = ld" + size + "$(ad); if ($.faulted) return; " + then;
                case "error" -> "long e = ld" + size + "$(ad); if (e < 0) return; int v = (int) e; " + then;
                default -> "int v = ld" + size + "$(ad); " + then;
            };
        }

        private String store(String size, String value, String then) {
            String call = "st" + size + "$(ad, " + value + ")";
            return switch (abort) {
                case "flag" -> call + "; if ($.faulted) return; " + then;
                case "error" -> "if (" + call + " < 0) return; " + then;
                default -> call + "; " + then;
            };
        }

        /** A branch leaves its target + 4 in r15, so that the loop's next addition makes it target + 8. */
        private void others() {
            row("b", "i", "r[15] = r[15] + imm + 4;");
            row("bl", "i", "int q = r[15]; r[14] = q - 4; r[15] = q + imm + 4;");
            row("bx", "m", "r[15] = (r[m] & ~1) + 4;");
            row("blx", "m", "int t = r[m] & ~1; r[14] = r[15] - 4; r[15] = t + 4;");
            row("mul", "dnm", "r[d] = r[m] * r[n];");
            row("clz", "dm", "r[d] = Integer.numberOfLeadingZeros(r[m]);");
            row("uxtb", "dm", "r[d] = r[m] & 255;");
            row("ubfx", "dms", "r[d] = (r[m] >>> sh) & 255;");
            row("movt", "di", "r[d] = r[d] & 0xffff | imm << 16;");
        }

        private String cpu() {
            String tlb = entries
                    ? "$F final Entry[] tlb = new Entry[1024]; $F { for (int i = 0; i < 1024; i++) tlb[i] = new Entry(); }"
                    : "$F final int[] readTag = new int[1024], writeTag = new int[1024]; $F final int[] offset = new int[1024]; $F final long[] address = new long[1024]; $F final byte[][] page = new byte[1024][];";
            String store = switch (ram) {
                case "pages" -> "$F final byte[][] table = new byte[RAM >>> 12][]; $F final boolean[] owned = new boolean[RAM >>> 12];";
                case "array" -> "$F final byte[] all = new byte[RAM];";
                default -> "$F final MemorySegment file = Ops.map(RAM);";
            };
            return """
                import java.lang.foreign.*; import java.lang.invoke.*; import java.nio.ByteOrder; import java.nio.channels.FileChannel; import java.nio.file.*;
                final class Clock { long count, stopAt; }
                final class Abort extends RuntimeException { Abort() { super(null, null, false, false); } }
                final class Entry { int readTag, writeTag, offset; long address; byte[] page; }
                final class Cpu {
                  static final int RAM = #SIZE; static final byte[] ZERO = new byte[4096];
                  $F final int[] r = new int[16]; $F int nf, zf = 1, cf, vf, context = 5, faultAddress, faultStatus, pc = #CODE; $F boolean faulted; $F long aborts;
                  $F final Clock clock = new Clock(); $F final Abort abort = new Abort();
                  $F final long[][] code = (long[][]) System.getProperties().get("forms.code");
                  #TLB #STORE
                  static boolean passes$(int c) { return c == 14 ? $.zf == 0 : c == 15 ? $.zf != 0 : passesOther$(c ^ 14); }
                  static boolean passesOther$(int c) { return switch (c) { case 2 -> $.cf != 0; case 3 -> $.cf == 0; case 4 -> $.nf < 0; case 5 -> $.nf >= 0;
                    case 6 -> $.vf < 0; case 7 -> $.vf >= 0; case 8 -> $.cf != 0 && $.zf != 0; case 9 -> $.cf == 0 || $.zf == 0; case 10 -> ($.nf ^ $.vf) >= 0; case 11 -> ($.nf ^ $.vf) < 0;
                    case 12 -> $.zf != 0 && ($.nf ^ $.vf) >= 0; case 13 -> $.zf == 0 || ($.nf ^ $.vf) < 0; default -> true; }; }
                  static long[] fetch$(int pc) { int p = (pc - #BASE) >>> 12; if (p >= $.code.length) throw new IllegalStateException("fetch " + Integer.toHexString(pc)); return $.code[p]; }
                  static boolean fill$(int va, boolean write) {
                    int at = va - #BASE; if (at < 0 || at >= RAM) return false;
                    int i = (va >>> 12) & 1023, tag = (va & 0xfffff000) | $.context; #FILL
                    #E.readTag#I = tag; #E.writeTag#I = write ? tag : -1; return true; }
                }
                """.replace("#SIZE", "" + RAM_SIZE).replace("#CODE", "" + CODE).replace("#BASE", "" + RAM_BASE).replace("#TLB", tlb).replace("#STORE", store).replace("#FILL", fill())
                    .replace("#E", entries ? "$.tlb[i]" : "$").replace("#I", entries ? "" : "[i]").replace("$$", "$");
        }

        private String fill() {
            return switch (ram) {
                case "pages" -> """
                    int p = at >>> 12; byte[] page = $.table[p];
                    if (write && !$.owned[p]) { page = page == null ? new byte[4096] : page.clone(); $.table[p] = page; $.owned[p] = true; }
                    #E.page#I = page == null ? ZERO : page;""";
                case "array", "file" -> "#E.offset#I = at & ~4095;";
                default -> "#E.address#I = $.file.address() + (at & ~4095);";
            };
        }

        private String memory() {
            StringBuilder b = new StringBuilder("""
                final class Ops {
                  static final VarHandle V32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN), V16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
                  static final ValueLayout.OfInt L32 = ValueLayout.JAVA_INT_UNALIGNED; static final ValueLayout.OfShort L16 = ValueLayout.JAVA_SHORT_UNALIGNED; static final ValueLayout.OfByte L8 = ValueLayout.JAVA_BYTE;
                  #EVERYTHING
                  static MemorySegment map(long size) { try { Path p = Files.createTempFile("ram", ""); try (FileChannel c = FileChannel.open(p, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    c.write(java.nio.ByteBuffer.allocate(1), size - 1); return c.map(FileChannel.MapMode.PRIVATE, 0, size, Arena.global()); } finally { Files.delete(p); } } catch (java.io.IOException e) { throw new IllegalStateException(e); } }
                  static void deep1$() { throw $.abort; } static void deep2$() { deep1$(); $.aborts++; } static void deep3$() { deep2$(); $.aborts++; } static void deep4$() { deep3$(); $.aborts++; }
                """.replace("#EVERYTHING", ram.equals("everything") ? "static final MemorySegment EVERYTHING = MemorySegment.ofAddress(0).reinterpret(Long.MAX_VALUE);" : ""));
            for (int size : new int[] {32, 16, 8}) {
                b.append(access(size));
            }
            return b.toString();
        }

        private String access(int size) {
            String type = size == 32 ? "int" : size == 16 ? "short" : "byte";
            String array = ram.equals("pages") ? (entries ? "e.page" : "$.page[i]") : "$.all";
            String offset = ram.equals("pages") ? "(va & 4095)" : (entries ? "e." : "$.") + (ram.equals("everything") ? "address" : "offset") + (entries ? "" : "[i]") + " + (va & 4095)";
            String segment = (ram.equals("file") ? "$.file" : "EVERYTHING") + ".#(L" + size + ", " + offset;
            boolean heap = ram.equals("pages") || ram.equals("array");
            String get = !heap ? segment.replace("#", "get") + ")" : size == 8 ? array + "[" + offset + "]" : "(" + type + ") V" + size + ".get(" + array + ", " + offset + ")";
            String set = !heap ? segment.replace("#", "set") + ", (" + type + ") v)" : size == 8 ? array + "[" + offset + "] = (byte) v" : "V" + size + ".set(" + array + ", " + offset + ", (" + type + ") v)";
            get += size == 16 ? " & 0xffff" : size == 8 ? " & 0xff" : abort.equals("error") ? " & 0xffffffffL" : "";
            String fault = abort.equals("throw") ? (depth.equals("0") ? "throw $.abort;" : "deep" + depth + "$();") : "$.faulted = true; return #;";
            String check = abort.equals("inlined") ? "if ($.faulted) throw $.abort;" : "";
            return """
                  static #L ld#N$(int va) { #FIND if (#E.readTag#I == ((va & 0xfffff000) | $.context) #ALIGNED) return #GET; #L v = slowLd#N$(va); #CHECK return v; }
                  static #L slowLd#N$(int va) { if ((va & #LOW) != 0 || !Cpu.fill$(va, false)) { $.faultAddress = va; $.faultStatus = 5; #LFAULT } return ld#N$(va); }
                  static int st#N$(int va, int v) { #FIND if (#E.writeTag#I == ((va & 0xfffff000) | $.context) #ALIGNED) { #SET; return 0; } int x = slowSt#N$(va, v); #CHECK return x; }
                  static int slowSt#N$(int va, int v) { if ((va & #LOW) != 0 || !Cpu.fill$(va, true)) { $.faultAddress = va; $.faultStatus = 5; #SFAULT } return st#N$(va, v); }
                """.replace("#FIND", entries ? "Entry e = $.tlb[(va >>> 12) & 1023];" : "int i = (va >>> 12) & 1023;").replace("#E", entries ? "e" : "$").replace("#I", entries ? "" : "[i]")
                    .replace("#LFAULT", fault.replace("#", abort.equals("error") ? "-1L" : "0")).replace("#SFAULT", fault.replace("#", "-1")).replace("#LOW", "" + (size / 8 - 1))
                    .replace("#L", abort.equals("error") ? "long" : "int").replace("#N", "" + size).replace("#GET", get).replace("#SET", set).replace("#CHECK", check)
                    .replace("#ALIGNED", size == 8 ? "" : "&& (va & " + (size / 8 - 1) + ") == 0");
        }

        private String rowMethods() {
            StringBuilder b = new StringBuilder();
            for (Row row : rows) {
                List<String> fields = row.fields.chars().mapToObj(c -> "int " + (c == 's' ? "sh" : c == 'i' ? "imm" : "" + (char) c)).toList();
                b.append("  static void ").append(row.name).append("^R(").append(String.join(", ", fields)).append(") { ").append(row.body).append(" }\n");
            }
            return b.append("}\n").toString();
        }

        private String call(int op) {
            List<String> values = rows.get(op).fields.chars().mapToObj(c -> switch (c) {
                case 'd' -> "(int) (w >>> 10) & 15";
                case 'n' -> "(int) (w >>> 14) & 15";
                case 'm' -> "(int) (w >>> 18) & 15";
                case 's' -> "(int) (w >>> 22) & 31";
                default -> "(int) (w >>> 28)";
            }).toList();
            return "Ops." + rows.get(op).name + "^R(" + String.join(", ", values) + ");";
        }

        private String cases(IntStream which, String end) {
            StringBuilder b = new StringBuilder();
            which.forEach(op -> b.append("    case ").append(op).append(": ").append(call(op)).append(" ").append(end).append("\n"));
            return b.toString();
        }

        /** Rows without a case of their own go through one call, then by groups of 64, each group small enough for the JVM's compiler. */
        private String coldMethods(Set<Integer> hotRows) {
            StringBuilder b = new StringBuilder("final class Cold {\n  static void cold^R(long w, int op) { switch (op >>> 6) {\n");
            int groups = (rows.size() >>> 6) + 1;
            for (int g = 0; g < groups; g++) {
                b.append("    case ").append(g).append(": cold").append(g).append("^R(w, op); return;\n");
            }
            b.append("    default: throw new IllegalStateException(); } }\n");
            for (int g = 0; g < groups; g++) {
                int group = g;
                b.append("  static void cold").append(g).append("^R(long w, int op) { switch (op) {\n");
                b.append(cases(IntStream.range(0, rows.size()).filter(op -> op >>> 6 == group && !hotRows.contains(op)), "return;"));
                b.append("    default: throw new IllegalStateException(); } }\n");
            }
            return b.append("}\n").toString();
        }

        private String interpreter(Set<Integer> used) {
            Set<Integer> hotRows = new TreeSet<>();
            used.stream().limit(hot).forEach(hotRows::add);
            for (int op = 0; hotRows.size() < hot; op++) {
                hotRows.add(op);
            }
            StringBuilder b = new StringBuilder(coldMethods(hotRows));
            IntStream hotStream = hotRows.stream().mapToInt(op -> op);
            String execute = switch (loop) {
                case "switch" -> "switch ((int) w & 1023) {\n" + cases(hotStream, "break;") + "    default: Cold.cold^R(w, (int) w & 1023); }";
                case "dispatch" -> "Dispatch.dispatch^R(w);";
                default -> "OBJECTS[(int) w & 1023].execute^R(w);";
            };
            if (loop.equals("dispatch")) {
                b.append("final class Dispatch { static void dispatch^R(long w) { switch ((int) w & 1023) {\n").append(cases(hotStream, "return;"));
                b.append("    default: Cold.cold^R(w, (int) w & 1023); } } }\n");
            }
            String objects = "";
            if (loop.equals("virtual")) {
                String parameters = isStatic ? "" : registers ? "Cpu s, int[] r, " : "Cpu s, ";
                b.append("abstract class Instruction { abstract void execute(").append(parameters).append("long w); }\n");
                for (int op = 0; op < rows.size(); op++) {
                    b.append("final class I").append(op).append(" extends Instruction { void execute(").append(parameters).append("long w) { ").append(call(op)).append(" } }\n");
                }
                objects = "static final Instruction[] OBJECTS = {" + String.join(", ", IntStream.range(0, rows.size()).mapToObj(op -> "new I" + op + "()").toList()) + "};";
            }
            String entry = "$.aborts++; $.faulted = false; r[14] = r[15] - 4; r[15] = " + (VECTOR + 4) + ";";
            String tested = abort.equals("flag") || abort.equals("error") ? "if ($.faulted) { " + entry + " }" : "";
            return b + """
                public final class Interp implements java.util.function.LongUnaryOperator, java.util.function.Supplier<long[]> {
                  #FIELD #OBJECTS
                  public long applyAsLong(long stop) { $.clock.stopAt = stop; loop$(); return $.clock.count; }
                  public long[] get() { long h = 0; for (int i = 0; i < 15; i++) h = h * 31 + $.r[i]; return new long[] {h, $.aborts}; }
                  static void loop$() {
                    Clock c = $.clock; int[] r = $.r; r[15] = $.pc + 4; int page = $.pc; long[] code = Cpu.fetch$(page);
                    for (;;) { try { for (;;) {
                      long k = c.count; if (k >= c.stopAt) { $.pc = r[15] - 4; return; } c.count = k + 1;
                      int pc8 = r[15] + 4; r[15] = pc8; int pc = pc8 - 8;
                      if ((pc ^ page) >>> 12 != 0) { page = pc; code = Cpu.fetch$(pc); }
                      long w = code[(pc >>> 2) & 1023];
                      if (w >>> 60 == 0 || Cpu.passes$((int) (w >>> 60))) {
                        #EXECUTE
                        #TESTED }
                    } } catch (Abort a) { #ENTRY } } }
                }
                """.replace("#FIELD", isStatic ? "" : "private final Cpu s = new Cpu();").replace("#OBJECTS", objects).replace("#EXECUTE", execute).replace("#TESTED", tested).replace("#ENTRY", entry);
        }
    }

    // ---- compiling and loading it ----------------------------------------------------------------------------------------

    private static Map<String, byte[]> compile(String source) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> out = new HashMap<>();
        var files = new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location where, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return out.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        var unit = new SimpleJavaFileObject(URI.create("memory:///Interp.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        if (!compiler.getTask(null, files, null, List.of("-nowarn"), null, List.of(unit)).call()) {
            throw new IllegalStateException("generated source does not compile");
        }
        Map<String, byte[]> classes = new TreeMap<>();
        out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    private static ClassLoader loader(Map<String, byte[]> classes) {
        return new ClassLoader(InterpreterForms.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }
}
