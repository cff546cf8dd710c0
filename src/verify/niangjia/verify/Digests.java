package niangjia.verify;

import org.bouncycastle.crypto.digests.SM3Digest;

/** Hashes. */
final class Digests {

  private Digests() {}

  /** SM3, GB/T 32905-2016. */
  static byte[] sm3(byte[] bytes) {
    var digest = new SM3Digest();
    digest.update(bytes, 0, bytes.length);
    var out = new byte[32];
    digest.doFinal(out, 0);
    return out;
  }
}
