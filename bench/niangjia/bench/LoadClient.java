package niangjia.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed-loop HTTP/1.1 client on one thread: each connection has one request under way, so that
 * the generator takes as little of the machine as it can. It reads answers with a declared length
 * and chunked ones.
 */
final class LoadClient {

  /** One answer. */
  record Reply(int index, int status, long nanos, String text) {

    /** The body, of a chunked answer joined. */
    String body() {
      int head = text.indexOf("\r\n\r\n") + 4;
      var raw = text.substring(head);
      var body = text.lastIndexOf("Transfer-Encoding: chunked", head) < 0 ? raw : joined(raw);
      return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String joined(String chunks) {
      var body = new StringBuilder();
      int at = 0;
      while (true) {
        int end = chunks.indexOf("\r\n", at);
        int size = Integer.parseInt(chunks, at, end, 16);
        if (size == 0) {
          return body.toString();
        }
        body.append(chunks, end + 2, end + 2 + size);
        at = end + 2 + size + 2;
      }
    }
  }

  /** Takes answers as they come, on the client's thread. */
  interface Sink {
    void take(Reply reply);
  }

  private final int port;
  private final int connections;

  LoadClient(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /** Sends all requests and gives each answer to the sink; the time that it took in nanoseconds. */
  long run(List<byte[]> requests, Sink sink) throws IOException {
    try (var selector = Selector.open()) {
      var open = new ArrayList<SocketChannel>();
      for (int i = 0; i < Math.min(connections, requests.size()); i++) {
        open.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      }
      long begun = System.nanoTime();
      int next = 0;
      for (var channel : open) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var exchange = new Exchange();
        channel.register(selector, SelectionKey.OP_READ, exchange);
        exchange.send(channel, next, requests.get(next));
        next++;
      }
      int done = 0;
      while (done < requests.size()) {
        selector.select();
        var keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
          var key = keys.next();
          keys.remove();
          var exchange = (Exchange) key.attachment();
          var channel = (SocketChannel) key.channel();
          var reply = exchange.read(channel);
          if (reply != null) {
            done++;
            sink.take(reply);
            if (next < requests.size()) {
              exchange.send(channel, next, requests.get(next));
              next++;
            }
          }
        }
      }
      long took = System.nanoTime() - begun;
      for (var channel : open) {
        channel.close();
      }
      return took;
    }
  }

  /** The request under way on one connection. */
  private static final class Exchange {

    private ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private int index;
    private long begun;

    void send(SocketChannel channel, int number, byte[] request) throws IOException {
      index = number;
      begun = System.nanoTime();
      var out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    @Nullable Reply read(SocketChannel channel) throws IOException {
      if (!in.hasRemaining()) {
        in = ByteBuffer.allocate(in.capacity() * 4).put(in.flip());
      }
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      int head = headEnd();
      if (head < 0) {
        return null;
      }
      var text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
      if (!complete(text, head)) {
        return null;
      }
      int status = Integer.parseInt(text, 9, 12, 10);
      in.clear();
      return new Reply(index, status, System.nanoTime() - begun, text);
    }

    private int headEnd() {
      for (int i = 3; i < in.position(); i++) {
        if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private static boolean complete(String text, int head) {
      int at = text.indexOf("Content-Length: ");
      if (at >= 0 && at < head) {
        int from = at + "Content-Length: ".length();
        return text.length() - head >= Integer.parseInt(text, from, text.indexOf('\r', from), 10);
      }
      int chunked = text.indexOf("Transfer-Encoding: chunked");
      return chunked < 0 || chunked > head || text.endsWith("0\r\n\r\n");
    }
  }
}
