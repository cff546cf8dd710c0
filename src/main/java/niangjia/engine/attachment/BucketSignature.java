package niangjia.engine.attachment;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request to a bucket: AWS Signature Version 4 with all in the headers (Amazon S3 API
 * Reference, "Authenticating Requests: Using the Authorization Header"). A path here has no sign
 * that would have to be encoded, and a query stands as it is signed.
 */
final class BucketSignature {

  /** The SHA-256 of nothing. */
  static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String HEADERS = "host;x-amz-content-sha256;x-amz-date";
  private static final int DAY = 8;

  private final String region;
  private final String key;
  private final String secret;

  BucketSignature(String region, String key, String secret) {
    this.region = region;
    this.key = key;
    this.secret = secret;
  }

  /** The headers to send; the host's goes by itself. */
  Map<String, String> of(String method, URI at, String hash, Instant now) {
    var time = TIME.format(now);
    var day = time.substring(0, DAY);
    var query = at.getRawQuery() == null ? "" : at.getRawQuery();
    var request =
        "%s\n%s\n%s\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
            .formatted(
                method, at.getRawPath(), query, at.getRawAuthority(), hash, time, HEADERS, hash);
    var scope = day + "/" + region + "/s3/aws4_request";
    var text = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, hex(sha256(request)));
    var signing = bytes("AWS4" + secret);
    for (var part : new String[] {day, region, "s3", "aws4_request"}) {
      signing = mac(signing, part);
    }
    return Map.of(
        "x-amz-content-sha256",
        hash,
        "x-amz-date",
        time,
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(key, scope, HEADERS, hex(mac(signing, text))));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }

  private static byte[] sha256(String text) {
    return Hashes.sha256().digest(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
