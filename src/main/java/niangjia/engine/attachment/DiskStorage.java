package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Files in a directory of this machine, or of a disk that all nodes share. */
final class DiskStorage implements Storage {

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path root;

  DiskStorage(Path root) {
    this.root = root.toAbsolutePath();
  }

  private Path at(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is no name of a stored file");
    }
    return directory(name).resolve(name);
  }

  private Path directory(String name) {
    return root.resolve(name.substring(0, 2));
  }

  @Override
  public void put(String name, Path file) throws IOException {
    var target = at(name);
    if (Files.exists(target)) {
      return;
    }
    var directory = directory(name);
    if (!Files.isDirectory(directory)) {
      make(directory);
    }
    var part = directory.resolve("." + name + "." + Thread.currentThread().threadId() + ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      sync(part, StandardOpenOption.WRITE);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      sync(directory, StandardOpenOption.READ);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void make(Path directory) throws IOException {
    Files.createDirectories(root);
    try {
      Files.createDirectory(directory);
      sync(root, StandardOpenOption.READ);
    } catch (FileAlreadyExistsException _) {
      // Another one was quicker.
    }
  }

  private static void sync(Path path, StandardOpenOption as) throws IOException {
    try (var channel = FileChannel.open(path, as)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(at(name));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(at(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(at(name));
  }
}
