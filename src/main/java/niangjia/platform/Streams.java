package niangjia.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Answers that outlast a moment. Live pictures are server-sent events, one a second: before each
 * the actor is looked up again, so that a stream ends within a second of the session or the duty
 * that opened it. It ends after some minutes anyway and the reader comes again. A file is asked
 * about in the same way before each of its pieces.
 */
@Component
public class Streams {

  private static final Logger log = LoggerFactory.getLogger(Streams.class);
  private static final long ENDLESS = 0;
  private static final int BEAT_MS = 1000;
  private static final int BEATS = 300;

  private final Presence presence;

  Streams(Presence presence) {
    this.presence = presence;
  }

  /**
   * What a stream shows.
   *
   * @param name the name of its events
   * @param mayLook who may see it, asked before each event
   * @param look the picture for this actor
   */
  public record Picture(String name, Predicate<Actor> mayLook, Function<Actor, ?> look) {}

  /** Opens a stream for whoever sent the request. */
  public SseEmitter open(HttpServletRequest request, Picture picture) {
    var reader = presence.of(request);
    var emitter = new SseEmitter(ENDLESS);
    var thread =
        Thread.ofVirtual()
            .name("live " + picture.name())
            .unstarted(() -> send(emitter, picture, reader));
    emitter.onCompletion(thread::interrupt);
    emitter.onTimeout(thread::interrupt);
    emitter.onError(_ -> thread.interrupt());
    thread.start();
    return emitter;
  }

  /**
   * Whether whoever sent the request may still have the file that they began to get; to be asked
   * before each piece. The connection ends with the answer, so that a file that was cut is shorter
   * than it was said to be and no browser takes it for whole.
   */
  public BooleanSupplier download(
      HttpServletRequest request, HttpServletResponse response, Predicate<Actor> mayHave) {
    var reader = presence.of(request);
    response.setHeader("Connection", "close");
    return () -> mayHave.test(reader.get());
  }

  private static void send(SseEmitter emitter, Picture picture, Supplier<Actor> reader) {
    try {
      for (int beat = 0; beat < BEATS; beat++) {
        var actor = reader.get();
        if (!picture.mayLook().test(actor)) {
          break;
        }
        emitter.send(
            SseEmitter.event()
                .name(picture.name())
                .reconnectTime(BEAT_MS)
                .data(actor.doing(() -> picture.look().apply(actor))));
        Thread.sleep(BEAT_MS);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      log.debug("the reader of {} went away", picture.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn(
          "the picture {} broke off; the reader comes again: {}", picture.name(), e.toString());
      emitter.complete();
    }
  }
}
