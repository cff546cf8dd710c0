package niangjia.engine.draw;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Puts a list into the order that a key selects, as RFC 3797 does: the hash of number, key and
 * number again, taken modulo how many are left, says who is next. Where the RFC has MD5 and numbers
 * of two bytes, a draw has SM3 and four.
 */
final class Selection {

  private final UnaryOperator<byte[]> hash;
  private final int width;

  /**
   * @param hash what to hash with
   * @param width how many bytes a number has
   */
  Selection(UnaryOperator<byte[]> hash, int width) {
    this.hash = hash;
    this.width = width;
  }

  /** The positions, from 0, of that many things in the order drawn. */
  List<Integer> order(String key, int many) {
    var left = new ArrayList<>(IntStream.range(0, many).boxed().toList());
    var order = new ArrayList<Integer>(many);
    var text = key.getBytes(StandardCharsets.US_ASCII);
    for (int number = 0; number < many; number++) {
      var count = BigInteger.valueOf(left.size());
      int next = new BigInteger(1, hash.apply(bytes(number, text))).mod(count).intValue();
      order.add(left.get(next));
      left.subList(next, next + 1).clear();
    }
    return order;
  }

  private byte[] bytes(int number, byte[] key) {
    var digits = ByteBuffer.allocate(4).putInt(number).array();
    var bytes = new ByteArrayOutputStream();
    bytes.write(digits, 4 - width, width);
    bytes.writeBytes(key);
    bytes.write(digits, 4 - width, width);
    return bytes.toByteArray();
  }
}
