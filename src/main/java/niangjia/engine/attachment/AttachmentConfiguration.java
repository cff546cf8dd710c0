package niangjia.engine.attachment;

import java.time.InstantSource;
import java.time.Period;
import niangjia.platform.Resealing;
import niangjia.platform.Retention;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files lie, which columns are sealed, and how long what nobody claims is kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttachmentSettings.class)
class AttachmentConfiguration {

  @Bean
  Storage storage(AttachmentSettings settings, InstantSource clock) {
    return settings.s3().address().isBlank()
        ? new DiskStorage(settings.directory())
        : new BucketStorage(settings.s3(), clock);
  }

  @Bean
  Resealing attachmentSeals() {
    return Resealing.of("attachment.attachment", "id", "name_sealed");
  }

  /** The keys of the files are sealed again; the files stay as they are. */
  @Bean
  Resealing blobSeals() {
    return Resealing.of("attachment.blob", "id", "key_sealed");
  }

  /** What somebody brought and never sent with anything. */
  @Bean
  Retention unclaimedRetention() {
    return new Retention(
        "attachment.attachment",
        Period.ofDays(1),
        """
        delete from attachment.attachment where id in (
          select id from attachment.attachment
          where holder_kind is null and brought_at < :before limit :limit for update skip locked)
        """);
  }
}
