package niangjia.engine.export;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files are sealed. */
@Configuration(proxyBeanMethods = false)
class ExportSeals {

  /** Pieces of files go within a day. */
  @Bean
  Resealing pieceSeals() {
    return Resealing.passing("export.piece", "sealed");
  }
}
