package dev.trapline.replay.debug;

import dev.trapline.emu.debug.TargetFile;
import dev.trapline.recorder.read.Recording;
import java.util.List;

/** The images in a recording, as files. */
final class RecordingFiles {
    private final List<TargetFile> files;

    RecordingFiles(Recording recording) {
        files = recording.images().stream()
                .<TargetFile>map(sha256 -> new Image(recording, sha256))
                .toList();
    }

    List<TargetFile> all() {
        return files;
    }

    private static final class Image implements TargetFile {
        private final Recording recording;
        private final String sha256;
        private byte[] bytes = new byte[0];
        private boolean read;

        Image(Recording recording, String sha256) {
            this.recording = recording;
            this.sha256 = sha256;
        }

        private byte[] bytes() {
            if (!read) {
                bytes = recording.image(sha256);
                read = true;
            }
            return bytes;
        }

        @Override
        public String name() {
            return "/images/" + sha256;
        }

        @Override
        public long size() {
            return bytes().length;
        }

        @Override
        public int read(long offset, byte[] into, int length) {
            byte[] all = bytes();
            int n = (int) Math.clamp(all.length - offset, 0, length);
            if (n > 0) {
                System.arraycopy(all, (int) offset, into, 0, n);
            }
            return n;
        }
    }
}
