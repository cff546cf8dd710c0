package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where sealed files lie. A file's name is the SHA-256 of its bytes in hexadecimal, so that no two
 * nodes ever write different bytes under one name.
 */
interface Storage {

  /** Stores a file; it is there for good when this returns, and was not there half before. */
  void put(String name, Path file) throws IOException;

  /** The bytes of a file; fails for one that is not there. */
  InputStream open(String name) throws IOException;

  /** Deletes a file; harmless for one that is not there. */
  void delete(String name) throws IOException;

  /** Whether a file is there. */
  boolean exists(String name) throws IOException;
}
