package dev.trapline.hv.abi;

import dev.trapline.hv.abi.Hypercall.Selector;
import dev.trapline.hv.abi.Operation.Listed;
import dev.trapline.hv.abi.Operation.Pointer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of hypercalls, as Xen 4.17's {@code public/xen.h} and the headers beside it have them for Arm. Those that Xen knows
 * but never has on Arm are here by name, so that a guest which tries one is told so.
 */
final class Hypercalls {
    /** Above the operation are those of a call that goes on ({@code MEMOP_EXTENT_SHIFT}, {@code GNTTABOP_CMD_MASK}). */
    private static final long MEMORY_MASK = 0x3f;

    private static final long GRANT_MASK = 0xfff;
    private static final long ALL = 0xffff_ffffL;

    private static final String RESERVATION =
            "extent_start@0:8 nr_extents@8:8 extent_order@16:4 mem_flags@20:4 domid@24:2";
    private static final Listed EXTENTS = new Listed("extents", 0, 8, 8, 8);

    private static final @Nullable Hypercall[] BY_NUMBER = new Hypercall[56];

    static {
        for (Hypercall h : List.of(
                platform(),
                memory(),
                version(),
                console(),
                grants(),
                vcpu(),
                scheduler(),
                events(),
                physdev(),
                hvm(),
                sysctl(),
                domctl(),
                hypfs(),
                multicall(),
                assist(),
                plain(39, "argo_op", "cmd arg1 arg2 arg3 arg4"),
                deviceModel(),
                security())) {
            put(h);
        }
        notOnArm(
                "set_trap_table:0 mmu_update:1 set_gdt:2 stack_switch:3 set_callbacks:4 fpu_taskswitch:5 sched_op_compat:6"
                        + " set_debugreg:8 get_debugreg:9 update_descriptor:10 update_va_mapping:14 set_timer_op:15"
                        + " event_channel_op_compat:16 physdev_op_compat:19 update_va_mapping_otherdomain:22 iret:23"
                        + " set_segment_base:25 mmuext_op:26 nmi_op:28 callback_op:30 xenoprof_op:31 kexec_op:37 tmem_op:38"
                        + " xenpmu_op:40 arch_0:48 arch_1:49 arch_2:50 arch_3:51 arch_4:52 arch_5:53 arch_6:54 arch_7:55");
    }

    private Hypercalls() {}

    /** The one of this number, if there is one. */
    static @Nullable Hypercall find(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** All of them, by number. */
    static List<Hypercall> all() {
        return Arrays.stream(BY_NUMBER)
                .filter(h -> h != null)
                .map(h -> (Hypercall) h)
                .toList();
    }

    private static void put(Hypercall h) {
        if (BY_NUMBER[h.number] != null) {
            throw new IllegalStateException("hypercall " + h.number + " is there twice");
        }
        BY_NUMBER[h.number] = h;
    }

    private static void notOnArm(String rows) {
        for (String row : rows.split(" ")) {
            String[] parts = row.split(":");
            put(plain(Integer.parseInt(parts[1]), parts[0], "arg1 arg2 arg3 arg4 arg5"));
        }
    }

    private static Hypercall plain(int number, String name, String arguments) {
        return new Hypercall(number, name, arguments, Selector.NONE, 0, List.of(), List.of());
    }

    private static Hypercall byArgument(int number, String name, String arguments, long mask, Operation... operations) {
        return new Hypercall(number, name, arguments, Selector.ARGUMENT, mask, List.of(), List.of(operations));
    }

    /** One whose only argument points to a structure that begins with the operation. */
    private static Hypercall byStructure(int number, String name, Layout layout, Operation... operations) {
        return new Hypercall(
                number,
                name,
                "op",
                Selector.STRUCTURE,
                ALL,
                List.of(new Pointer(0, Pointer.ONE, layout)),
                List.of(operations));
    }

    /** An operation whose second argument points to a structure. */
    private static Operation op(int number, String name, int size, String fields) {
        return op(number, name, new Pointer(1, Pointer.ONE, Layout.of(size, fields)));
    }

    private static Operation op(int number, String name, Pointer... pointers) {
        return new Operation(number, name, List.of(pointers), List.of());
    }

    private static Operation[] named(String rows) {
        return Arrays.stream(rows.split(" "))
                .map(row -> row.split(":"))
                .map(parts -> Operation.of(Integer.parseInt(parts[1]), parts[0]))
                .toArray(Operation[]::new);
    }

    /** {@code public/platform.h} */
    private static Hypercall platform() {
        return byStructure(
                7,
                "platform_op",
                Layout.of(136, "interface_version@4:4 secs@8:8 nsecs@16:4 system_time@24:8"),
                named("settime64:62"));
    }

    /** {@code public/memory.h} */
    private static Hypercall memory() {
        return byArgument(
                12,
                "memory_op",
                "cmd arg",
                MEMORY_MASK,
                op(0, "increase_reservation", 32, RESERVATION),
                op(1, "decrease_reservation", 32, RESERVATION).with(EXTENTS),
                op(2, "maximum_ram_page"),
                op(3, "current_reservation", 2, "domid@0:2"),
                op(4, "maximum_reservation", 2, "domid@0:2"),
                op(5, "machphys_mfn_list"),
                op(6, "populate_physmap", 32, RESERVATION).with(EXTENTS),
                op(7, "add_to_physmap", 24, "domid@0:2 size@2:2 space@4:4 idx@8:8 gpfn@16:8"),
                op(9, "memory_map"),
                op(10, "machine_memory_map"),
                op(
                        11,
                        "exchange",
                        72,
                        "in_extent_start@0:8 in_nr_extents@8:8 in_extent_order@16:4 in_domid@24:2"
                                + " out_extent_start@32:8 out_nr_extents@40:8 out_extent_order@48:4 out_domid@56:2"),
                op(12, "machphys_mapping"),
                op(13, "set_memory_map"),
                op(14, "maximum_gpfn", 2, "domid@0:2"),
                op(15, "remove_from_physmap", 16, "domid@0:2 gpfn@8:8"),
                op(16, "set_pod_target"),
                op(17, "get_pod_target"),
                op(18, "get_sharing_freed_pages"),
                op(19, "get_sharing_shared_pages"),
                op(20, "paging_op"),
                op(21, "access_op"),
                op(22, "sharing_op"),
                op(
                                23,
                                "add_to_physmap_batch",
                                32,
                                "domid@0:2 space@2:2 size@4:2 foreign_domid@6:2 idxs@8:8 gpfns@16:8 errs@24:8")
                        .with(new Listed("idxs", 8, 4, 2, 8), new Listed("gpfns", 16, 4, 2, 8)),
                op(24, "claim_pages", 32, RESERVATION),
                op(25, "reserved_device_memory_map"),
                op(26, "get_vnumainfo"),
                op(27, "get_vnumainfo_compat"),
                op(28, "acquire_resource", 32, "domid@0:2 type@2:2 id@4:4 nr_frames@8:4 frame@16:8 frame_list@24:8"));
    }

    /** {@code public/version.h} */
    private static Hypercall version() {
        return byArgument(
                17,
                "xen_version",
                "cmd arg",
                ALL,
                op(0, "version"),
                op(1, "extraversion"),
                op(2, "compile_info"),
                op(3, "capabilities"),
                op(4, "changeset"),
                op(5, "platform_parameters"),
                op(6, "get_features", 8, "submap_idx@0:4"),
                op(7, "pagesize"),
                op(8, "guest_handle"),
                op(9, "commandline"),
                op(10, "build_id", 4, "len@0:4"));
    }

    /** {@code public/xen.h}, CONSOLEIO_*: only what is written is there when the call is made. */
    private static Hypercall console() {
        return byArgument(
                18,
                "console_io",
                "cmd count buffer",
                ALL,
                op(0, "write", new Pointer(2, 1, Layout.TEXT)),
                op(1, "read"));
    }

    /** Elements of an array in the second argument, counted by the third. */
    private static Operation grant(int number, String name, int size, String fields) {
        return op(number, name, new Pointer(1, 2, Layout.of(size, fields)));
    }

    /** {@code public/grant_table.h}, version 1's layout */
    private static Hypercall grants() {
        return byArgument(
                20,
                "grant_table_op",
                "cmd uop count",
                GRANT_MASK,
                grant(0, "map_grant_ref", 32, "host_addr@0:8 flags@8:4 ref@12:4 dom@16:2"),
                grant(1, "unmap_grant_ref", 24, "host_addr@0:8 dev_bus_addr@8:8 handle@16:4"),
                grant(2, "setup_table", 24, "dom@0:2 nr_frames@4:4 frame_list@16:8"),
                grant(3, "dump_table", 4, "dom@0:2"),
                grant(4, "transfer", 24, "mfn@0:8 domid@8:2 ref@12:4"),
                grant(
                        5,
                        "copy",
                        40,
                        "source@0:8 source_domid@8:2 source_offset@10:2 dest@16:8 dest_domid@24:2 dest_offset@26:2"
                                + " len@32:2 flags@34:2"),
                grant(6, "query_size", 16, "dom@0:2"),
                grant(7, "unmap_and_replace", 24, "host_addr@0:8 new_addr@8:8 handle@16:4"),
                grant(8, "set_version", 4, "version@0:4"),
                grant(9, "get_status_frames", 16, "nr_frames@0:4 dom@4:2 frame_list@8:8"),
                grant(10, "get_version", 8, "dom@0:2"),
                grant(11, "swap_grant_ref", 12, "ref_a@0:4 ref_b@4:4"),
                grant(12, "cache_flush", 16, "a@0:8 offset@8:2 length@10:2 op@12:4"));
    }

    private static Operation vcpu(int number, String name, int size, String fields) {
        return op(number, name, new Pointer(2, Pointer.ONE, Layout.of(size, fields)));
    }

    /** {@code public/vcpu.h}; Arm has only those two that point somewhere. */
    private static Hypercall vcpu() {
        return byArgument(
                24,
                "vcpu_op",
                "cmd vcpuid extra_args",
                ALL,
                op(0, "initialise"),
                op(1, "up"),
                op(2, "down"),
                op(3, "is_up"),
                op(4, "get_runstate_info"),
                vcpu(5, "register_runstate_memory_area", 8, "addr@0:8"),
                op(6, "set_periodic_timer"),
                op(7, "stop_periodic_timer"),
                op(8, "set_singleshot_timer"),
                op(9, "stop_singleshot_timer"),
                vcpu(10, "register_vcpu_info", 16, "mfn@0:8 offset@8:4"),
                op(11, "send_nmi"),
                op(12, "get_physid"),
                op(13, "register_vcpu_time_memory_area"));
    }

    /** {@code public/sched.h} */
    private static Hypercall scheduler() {
        return byArgument(
                29,
                "sched_op",
                "cmd arg",
                ALL,
                op(0, "yield"),
                op(1, "block"),
                op(2, "shutdown", 4, "reason@0:4"),
                op(3, "poll", 24, "ports@0:8 nr_ports@8:4 timeout@16:8").with(new Listed("ports", 0, 8, 4, 4)),
                op(4, "remote_shutdown", 8, "domain_id@0:2 reason@4:4"),
                op(5, "shutdown_code", 4, "reason@0:4"),
                op(6, "watchdog", 8, "id@0:4 timeout@4:4"),
                op(7, "pin_override", 4, "pcpu@0:4"));
    }

    /** {@code public/event_channel.h} */
    private static Hypercall events() {
        return byArgument(
                32,
                "event_channel_op",
                "cmd arg",
                ALL,
                op(0, "bind_interdomain", 12, "remote_dom@0:2 remote_port@4:4"),
                op(1, "bind_virq", 12, "virq@0:4 vcpu@4:4"),
                op(2, "bind_pirq", 12, "pirq@0:4 flags@4:4"),
                op(3, "close", 4, "port@0:4"),
                op(4, "send", 4, "port@0:4"),
                op(5, "status", 24, "dom@0:2 port@4:4"),
                op(6, "alloc_unbound", 8, "dom@0:2 remote_dom@2:2"),
                op(7, "bind_ipi", 8, "vcpu@0:4"),
                op(8, "bind_vcpu", 8, "port@0:4 vcpu@4:4"),
                op(9, "unmask", 4, "port@0:4"),
                op(10, "reset", 2, "dom@0:2"),
                op(11, "init_control", 24, "control_gfn@0:8 offset@8:4 vcpu@12:4"),
                op(12, "expand_array", 8, "array_gfn@0:8"),
                op(13, "set_priority", 8, "port@0:4 priority@4:4"),
                op(14, "reset_cont", 2, "dom@0:2"));
    }

    /** {@code public/physdev.h}: those that Linux on Arm tries. */
    private static Hypercall physdev() {
        return byArgument(
                33,
                "physdev_op",
                "cmd arg",
                ALL,
                op(15, "manage_pci_add", 2, "bus@0:1 devfn@1:1"),
                op(16, "manage_pci_remove", 2, "bus@0:1 devfn@1:1"),
                op(
                        17,
                        "manage_pci_add_ext",
                        16,
                        "bus@0:1 devfn@1:1 is_extfn@4:4 is_virtfn@8:4 physfn_bus@12:1 physfn_devfn@13:1"),
                op(24, "pci_mmcfg_reserved", 16, "address@0:8 segment@8:2 start_bus@10:1 end_bus@11:1 flags@12:4"),
                op(25, "pci_device_add", 12, "seg@0:2 bus@2:1 devfn@3:1 flags@4:4 physfn_bus@8:1 physfn_devfn@9:1"),
                op(26, "pci_device_remove", 4, "seg@0:2 bus@2:1 devfn@3:1"));
    }

    /** {@code public/hvm/hvm_op.h} */
    private static Hypercall hvm() {
        return byArgument(
                34,
                "hvm_op",
                "op arg",
                ALL,
                op(0, "set_param", 16, "domid@0:2 index@4:4 value@8:8"),
                op(1, "get_param", 16, "domid@0:2 index@4:4"),
                op(24, "guest_request_vm_event"));
    }

    /** {@code public/sysctl.h} */
    private static Hypercall sysctl() {
        return byStructure(
                35,
                "sysctl",
                Layout.of(136, "interface_version@4:4"),
                named(
                        "readconsole:1 tbuf_op:2 physinfo:3 sched_id:4 perfc_op:5 getdomaininfolist:6 debug_keys:7 getcpuinfo:8"
                                + " availheap:9 get_pmstat:10 cpu_hotplug:11 pm_op:12 page_offline_op:14 lockprof_op:15 cputopoinfo:16"
                                + " numainfo:17 cpupool_op:18 scheduler_op:19 coverage_op:20 psr_cmt_op:21 pcitopoinfo:22"
                                + " psr_alloc:23 get_cpu_levelling_caps:25 get_cpu_featureset:26 livepatch_op:27"
                                + " get_cpu_policy:29"));
    }

    /** {@code public/domctl.h}; a vCPU's registers are 352 bytes behind a handle. */
    private static Hypercall domctl() {
        return byStructure(
                36,
                "domctl",
                Layout.of(144, "interface_version@4:4 domain@8:2"),
                concat(
                        named(
                                "createdomain:1 destroydomain:2 pausedomain:3 unpausedomain:4 getdomaininfo:5 setvcpuaffinity:9"
                                        + " shadow_op:10 max_mem:11 getvcpucontext:13 getvcpuinfo:14 max_vcpus:15 scheduler_op:16"
                                        + " setdomainhandle:17 setdebugging:18 irq_permission:19 iomem_permission:20"
                                        + " ioport_permission:21 hypercall_init:22 settimeoffset:24 getvcpuaffinity:25"
                                        + " resumedomain:27 sendtrigger:28 subscribe:29 set_address_size:35 get_address_size:36"
                                        + " assign_device:37 bind_pt_irq:38 memory_mapping:39 unbind_pt_irq:48"
                                        + " test_assign_device:45 deassign_device:47 set_access_required:64 set_virq_handler:66"
                                        + " setnodeaffinity:68 getnodeaffinity:69 cacheflush:71 vm_event_op:56 monitor_op:77"
                                        + " vuart_op:81 get_paging_mempool_size:85 set_paging_mempool_size:86"),
                        Operation.of(12, "setvcpucontext").with(new Listed("context", 24, Listed.ONE, 0, 352))));
    }

    private static Operation[] concat(Operation[] some, Operation more) {
        Operation[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = more;
        return all;
    }

    /** {@code public/hypfs.h}: a path, and what is written to it. */
    private static Hypercall hypfs() {
        Pointer path = new Pointer(1, 2, Layout.TEXT);
        return byArgument(
                42,
                "hypfs_op",
                "cmd arg1 arg2 arg3 arg4",
                ALL,
                op(0, "get_version"),
                op(1, "read", path),
                op(2, "write_contents", path, new Pointer(3, 4, Layout.TEXT)));
    }

    /** {@code public/xen.h}, struct multicall_entry: the first calls of a list. */
    private static Hypercall multicall() {
        return new Hypercall(
                13,
                "multicall",
                "call_list nr_calls",
                Selector.NONE,
                0,
                List.of(new Pointer(
                        0, 1, Layout.of(64, "op@0:8 arg1@16:8 arg2@24:8 arg3@32:8 arg4@40:8 arg5@48:8 arg6@56:8"))),
                List.of());
    }

    private static Hypercall assist() {
        return byArgument(21, "vm_assist", "cmd type", ALL, op(0, "enable"), op(1, "disable"));
    }

    /** {@code public/hvm/dm_op.h}: a list of buffers, of which the first begins with the operation. */
    private static Hypercall deviceModel() {
        return new Hypercall(
                41,
                "dm_op",
                "domid nr_bufs bufs",
                Selector.NONE,
                0,
                List.of(new Pointer(2, 1, Layout.of(16, "h@0:8 size@8:8"))),
                List.of(Operation.of(0, "").with(new Listed("buffer", 0, 8, 8, 1))));
    }

    /** {@code public/xsm/flask_op.h}: as far as it is the same for all operations. */
    private static Hypercall security() {
        return byStructure(27, "xsm_op", Layout.of(8, "interface_version@4:4"));
    }
}
