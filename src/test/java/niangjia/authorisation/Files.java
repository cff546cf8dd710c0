package niangjia.authorisation;

import java.util.UUID;
import niangjia.api.Api;
import niangjia.api.Call;

/** Files that workers of the world have brought and nobody has claimed. */
final class Files {

  private Files() {}

  /** Brings one. */
  static Target brought(Api api, String position, String path, Caller worker) {
    var id = UUID.randomUUID().toString();
    var call =
        Call.post("/api/attachment", "权限测试 " + id)
            .by(worker.session())
            .with("Content-Type", "application/octet-stream")
            .with("Idempotency-Key", id);
    var reply = api.patiently(call);
    if (!reply.done()) {
      throw new IllegalStateException("no file: " + reply);
    }
    return new Target(position, id, path, worker.person(), true);
  }
}
