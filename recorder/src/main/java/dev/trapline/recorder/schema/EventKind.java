package dev.trapline.recorder.schema;

import java.util.List;
import java.util.Locale;

/**
 * Every kind of event: its number on disk, what running again does with it, and what it counts as. Numbers are append
 * only: one that was ever used keeps its meaning.
 *
 * <p>How far time was skipped is an input, as a live source may end a wait early. What a device prints is a device's
 * doing: replay, which runs no devices, prints it from the log. Of semihosting, what came from outside is fed; that it was
 * asked for, and what a call came to, is compared.
 */
public enum EventKind {
    // spotless:off
    EXCEPTION_TAKEN            (1,  EventRole.CHECK,  EventGroup.TRAP),
    CALL                       (2,  EventRole.CHECK,  EventGroup.HYPERCALL),
    CALL_RETURN                (3,  EventRole.CHECK,  EventGroup.HYPERCALL),
    DEVICE_READ                (4,  EventRole.DEVICE, EventGroup.MMIO),
    DEVICE_WRITE               (5,  EventRole.CHECK,  EventGroup.MMIO),
    COMPLEX_READ               (6,  EventRole.CHECK,  EventGroup.MMIO),
    COMPLEX_WRITE              (7,  EventRole.CHECK,  EventGroup.MMIO),
    TIMER_WRITE                (8,  EventRole.CHECK,  EventGroup.OTHER),
    LINE                       (9,  EventRole.DEVICE, EventGroup.IRQ),
    PRIVATE_LINE               (10, EventRole.CHECK,  EventGroup.IRQ),
    ACKNOWLEDGED               (11, EventRole.CHECK,  EventGroup.IRQ),
    ENDED                      (12, EventRole.CHECK,  EventGroup.IRQ),
    INJECTED                   (13, EventRole.CHECK,  EventGroup.IRQ),
    MEMORY_WRITTEN             (14, EventRole.DEVICE, EventGroup.DMA),
    MEMORY_WRITTEN_FROM_IMAGE  (15, EventRole.DEVICE, EventGroup.DMA),
    OWN_MEMORY_WRITTEN         (16, EventRole.DEVICE, EventGroup.DMA),
    OWN_MEMORY_ROUTED          (17, EventRole.DEVICE, EventGroup.OTHER),
    WORLD_SWITCH               (18, EventRole.CHECK,  EventGroup.OTHER),
    SLEEP                      (19, EventRole.CHECK,  EventGroup.OTHER),
    WAKE                       (20, EventRole.CHECK,  EventGroup.OTHER),
    TIME_SKIPPED               (21, EventRole.INPUT,  EventGroup.OTHER),
    CONSOLE                    (22, EventRole.DEVICE, EventGroup.OTHER),
    INPUT                      (23, EventRole.INPUT,  EventGroup.INPUT),
    POWER                      (24, EventRole.CHECK,  EventGroup.OTHER),
    MACHINE_END                (25, EventRole.MARKER, EventGroup.OTHER),
    RESET                      (26, EventRole.CHECK,  EventGroup.OTHER),
    STATE_HASH                 (27, EventRole.CHECK,  EventGroup.OTHER),
    SEMIHOSTING                (28, EventRole.INPUT,  EventGroup.INPUT),
    MODEL                      (29, EventRole.MODEL,  EventGroup.OTHER),
    NOTE                       (30, EventRole.MARKER, EventGroup.OTHER);
    // spotless:on

    private static final List<EventKind> ALL = List.of(values());

    private final int number;
    private final EventRole role;
    private final EventGroup group;
    private final String word;

    EventKind(int number, EventRole role, EventGroup group) {
        this.number = number;
        this.role = role;
        this.group = group;
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its number on disk. */
    public int number() {
        return number;
    }

    public EventRole role() {
        return role;
    }

    public EventGroup group() {
        return group;
    }

    /** Its name for people and filters, such as {@code device-read}. */
    public String word() {
        return word;
    }

    /** All, in the order of their numbers from 1 without gaps. */
    public static List<EventKind> all() {
        return ALL;
    }
}
