package niangjia.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between two parties, which a test can cut: an application and its database, or, with
 * several ends, people and the nodes among which a plain balancer shares them out. A stalled cable
 * keeps every connection and carries nothing, not even the end of one; a torn one resets them all
 * and every new one.
 */
final class Cable implements AutoCloseable {

  private enum State {
    WHOLE,
    STALLED,
    TORN
  }

  private final ServerSocket door;
  private final int[] targets;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private State state = State.WHOLE;

  private Cable(int... targets) throws IOException {
    this.targets = targets;
    this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  /**
   * A whole cable from a port of its own to these ports of this machine in turn, passing over those
   * where nobody is.
   */
  static Cable to(int... targets) throws IOException {
    var cable = new Cable(targets);
    Thread.ofPlatform().daemon().name("cable").start(cable::accept);
    return cable;
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on nothing gets through and nothing ends. */
  void stall() {
    change(State.STALLED);
  }

  /** Resets all connections, and new ones from now on. */
  void tear() {
    change(State.TORN);
    sockets.forEach(Cable::reset);
  }

  /** What a stalled cable held back goes on its way; new connections work. */
  void mend() {
    change(State.WHOLE);
  }

  private synchronized void change(State next) {
    state = next;
    notifyAll();
  }

  /** Waits while the cable is stalled; false when it is torn. */
  private synchronized boolean carries() throws InterruptedException {
    while (state == State.STALLED) {
      wait();
    }
    return state == State.WHOLE;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        sockets.add(near);
        Thread.startVirtualThread(() -> connect(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket near) {
    try {
      if (!carries()) {
        end(near);
        return;
      }
      var far = reach();
      sockets.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread.startVirtualThread(() -> pump(near, far));
      pump(far, near);
    } catch (IOException e) {
      end(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket reach() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int target = targets[Math.floorMod(turn.getAndIncrement(), targets.length)];
      var far = new Socket();
      try {
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
        return far;
      } catch (IOException e) {
        far.close();
        if (attempt >= targets.length) {
          throw e;
        }
      }
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); carries() && count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException over) {
      // One side has gone; the other is told below, once the cable carries that.
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(from);
    end(to);
  }

  private void pause() {
    try {
      carries();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    reset(socket);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It has ended already.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    tear();
  }
}
