package niangjia.engine.attachment;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files are kept.
 *
 * @param directory the directory of this machine, where files lie and pass through
 * @param s3 a bucket to keep them in instead
 */
@ConfigurationProperties("niangjia.files")
record AttachmentSettings(Path directory, @DefaultValue Bucket s3) {

  /**
   * A bucket by the protocol of Amazon S3.
   *
   * @param address of the service, https://…; empty: files lie on the disk
   * @param prefix what the names in the bucket begin with
   */
  record Bucket(
      @DefaultValue("") String address,
      @DefaultValue("us-east-1") String region,
      @DefaultValue("") String bucket,
      @DefaultValue("") String prefix,
      @DefaultValue("") String key,
      @DefaultValue("") String secret) {}

  /** Where files pass through on their way in, seen by this machine alone. */
  Path room() {
    return directory.resolve("incoming");
  }
}
