package niangjia.engine.attachment;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Files in a bucket, by the protocol of Amazon S3 with the bucket's name in the path, which every
 * server of that protocol takes. A file's name is the SHA-256 that the protocol signs, so that a
 * server never stores other bytes than were sent.
 */
final class BucketStorage implements Storage {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int TRIES = 3;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int THEIR_FAULT = 500;

  private final AttachmentSettings.Bucket bucket;
  private final BucketSignature signature;
  private final HttpClient client;
  private final InstantSource clock;

  BucketStorage(AttachmentSettings.Bucket bucket, InstantSource clock) {
    this.clock = clock;
    if (bucket.bucket().isBlank() || bucket.key().isBlank() || bucket.secret().isBlank()) {
      throw new IllegalStateException(
          "niangjia.files.s3 needs a bucket, a key and a secret beside its address");
    }
    this.bucket = bucket;
    this.signature = new BucketSignature(bucket.region(), bucket.key(), bucket.secret());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  private URI at(String name) {
    var address = bucket.address().replaceAll("/+$", "");
    return URI.create(
        "%s/%s/%s%s/%s"
            .formatted(address, bucket.bucket(), bucket.prefix(), name.substring(0, 2), name));
  }

  @Override
  public void put(String name, Path file) throws IOException {
    var answer = ask("PUT", name, name, BodyPublishers.ofFile(file));
    answer.body().close();
    expect(answer, name);
  }

  @Override
  public InputStream open(String name) throws IOException {
    var answer = ask("GET", name, BucketSignature.EMPTY, BodyPublishers.noBody());
    if (answer.statusCode() == NOT_FOUND) {
      answer.body().close();
      throw new FileNotFoundException(name);
    }
    expect(answer, name);
    return answer.body();
  }

  @Override
  public void delete(String name) throws IOException {
    var answer = ask("DELETE", name, BucketSignature.EMPTY, BodyPublishers.noBody());
    answer.body().close();
    if (answer.statusCode() != NOT_FOUND) {
      expect(answer, name);
    }
  }

  @Override
  public boolean exists(String name) throws IOException {
    var answer = ask("HEAD", name, BucketSignature.EMPTY, BodyPublishers.noBody());
    answer.body().close();
    if (answer.statusCode() == NOT_FOUND) {
      return false;
    }
    expect(answer, name);
    return true;
  }

  private static void expect(HttpResponse<?> answer, String name) throws IOException {
    if (answer.statusCode() / 100 != OK / 100) {
      throw new IOException("the bucket answers %d to %s".formatted(answer.statusCode(), name));
    }
  }

  /** Asks again where the fault is the server's or the network's: nothing here does harm twice. */
  private HttpResponse<InputStream> ask(String method, String name, String hash, BodyPublisher body)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = once(method, at(name), hash, body);
        if (answer.statusCode() < THEIR_FAULT || attempt == TRIES) {
          return answer;
        }
        answer.body().close();
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private HttpResponse<InputStream> once(String method, URI at, String hash, BodyPublisher body)
      throws IOException {
    var request = HttpRequest.newBuilder(at).method(method, body).timeout(ANSWER);
    signature.of(method, at, hash, clock.instant()).forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
