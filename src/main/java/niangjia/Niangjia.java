package niangjia;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;

/**
 * Starts the platform. Beans go by their full class names, so that no module minds the names of
 * another's.
 */
@SpringBootApplication(
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
    exclude = UserDetailsServiceAutoConfiguration.class)
@Modulithic(systemName = "Niangjia", sharedModules = "platform")
public class Niangjia {

  static void main(String[] args) {
    SpringApplication.run(Niangjia.class, args);
  }
}
