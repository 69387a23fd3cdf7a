package dev.trapline.recorder.pack;
import dev.trapline.recorder.read.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
public final class PackedStore { public static RecordingStore open(Path p) { throw new UnsupportedOperationException(); } }
