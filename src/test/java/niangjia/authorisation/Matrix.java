package niangjia.authorisation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import niangjia.api.Api;
import niangjia.api.Together;

/** Plays every operation by every caller on every object. */
final class Matrix {

  private record Cell(Operation operation, Caller caller, Target target, boolean named) {}

  private final Api api;
  private final Samples samples;
  private final World world;

  Matrix(Api api, Samples samples, World world) {
    this.api = api;
    this.samples = samples;
    this.world = world;
  }

  /**
   * The answers. What only reads comes first for all callers, then what changes an object, then
   * what makes a new one, then what is for everybody: signing out is among that.
   */
  List<Answered> play(List<Operation> operations, List<Caller> callers) {
    var answers = new ArrayList<Answered>();
    for (int phase = 0; phase <= 3; phase++) {
      var tasks = new ArrayList<Callable<List<Answered>>>();
      for (var caller : callers) {
        var cells = new ArrayList<Cell>();
        for (var operation : operations) {
          if (phase(operation) == phase) {
            cells.addAll(cells(operation, caller));
          }
        }
        cells.sort(Comparator.comparing(cell -> cell.operation.path().endsWith("/signout")));
        tasks.add(() -> cells.stream().map(this::play).toList());
      }
      Together.all(tasks).forEach(answers::addAll);
    }
    return answers;
  }

  private static int phase(Operation operation) {
    if (operation.method().equals("GET")) {
      return 0;
    }
    if (operation.scope().equals("PUBLIC")) {
      return 3;
    }
    return operation.namesObject() ? 1 : 2;
  }

  private List<Cell> cells(Operation operation, Caller caller) {
    var cells = new ArrayList<Cell>();
    if (operation.namesObject()) {
      for (var target : world.targets(operation.object())) {
        // Publishing the draft would end its being one for the cells that follow.
        if (target.open() || !operation.path().endsWith("/publish")) {
          cells.add(new Cell(operation, caller, target, false));
        }
      }
      return cells;
    }
    if (samples.needsNone(operation)) {
      cells.add(new Cell(operation, caller, Target.NONE, false));
    }
    if (!samples.names(operation).isEmpty()) {
      for (var target : world.targets(samples.names(operation))) {
        cells.add(new Cell(operation, caller, target, true));
      }
    }
    return cells;
  }

  private Answered play(Cell cell) {
    var call = samples.call(cell.operation, cell.target).by(cell.caller.session());
    var reply = api.patiently(call);
    return new Answered(cell.operation, cell.caller, cell.target, cell.named, reply);
  }
}
