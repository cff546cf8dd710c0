package niangjia;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** Starts the platform. */
@SpringBootApplication
@Modulithic(systemName = "Niangjia", sharedModules = "platform")
public class Niangjia {

  static void main(String[] args) {
    SpringApplication.run(Niangjia.class, args);
  }
}
