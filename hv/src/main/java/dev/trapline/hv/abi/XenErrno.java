package dev.trapline.hv.abi;

/** The error numbers that Xen answers with, negated ({@code public/errno.h}). */
final class XenErrno {
    private XenErrno() {}

    /** A result of a hypercall: {@code -EINVAL}, or the number if it is no error that is known. */
    static String words(int result) {
        String name = switch (-result) {
            case 1 -> "EPERM";
            case 2 -> "ENOENT";
            case 3 -> "ESRCH";
            case 5 -> "EIO";
            case 6 -> "ENXIO";
            case 7 -> "E2BIG";
            case 9 -> "EBADF";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 14 -> "EFAULT";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 18 -> "EXDEV";
            case 19 -> "ENODEV";
            case 22 -> "EINVAL";
            case 28 -> "ENOSPC";
            case 34 -> "ERANGE";
            case 38 -> "ENOSYS";
            case 61 -> "ENODATA";
            case 95 -> "EOPNOTSUPP";
            default -> "";
        };
        if (!name.isEmpty()) {
            return "-" + name;
        }
        return result < 0 && result > -4096 ? String.valueOf(result) : "0x" + Integer.toHexString(result);
    }
}
