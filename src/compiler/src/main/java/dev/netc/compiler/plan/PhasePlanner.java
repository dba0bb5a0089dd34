package dev.netc.compiler.plan;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives every value of one graph a place. */
final class PhasePlanner {
  private final Graph graph;
  private final Leaves leaves;
  private final Lifetimes lifetimes;

  /** Places of roots that do not lie among the activations. */
  private final Map<Node, Place> fixedPlaces = new HashMap<>();

  private final List<PhasePlan.Transfer> transfers = new ArrayList<>();

  /** For each root among the activations the slot whose memory it uses. */
  private final Map<Node, Slot> slots = new LinkedHashMap<>();

  /** Memory that values take over from one another: the last one's reader ends its life. */
  private static final class Slot {
    private final Node firstOwner;
    private int last;

    Slot(Node firstOwner, int last) {
      this.firstOwner = firstOwner;
      this.last = last;
    }
  }

  private PhasePlanner(Graph graph, Leaves leaves) {
    this.graph = graph;
    this.leaves = leaves;
    this.lifetimes = new Lifetimes(graph);
  }

  /**
   * @param results where results of the graph belong, by their names; the others lie among the
   *     activations
   */
  static PhasePlan plan(Graph graph, Leaves leaves, Map<String, Place> results) {
    PhasePlanner planner = new PhasePlanner(graph, leaves);
    planner.placeLeaves();
    planner.placeResults(results);
    planner.assignSlots();
    return planner.pack();
  }

  private void placeLeaves() {
    for (Node node : graph.nodes()) {
      leaves.place(node).ifPresent(place -> fixedPlaces.put(node, place));
    }
  }

  /**
   * A result is written straight to where it belongs, unless it is a leaf or already a result that
   * belongs elsewhere: the gradient of another parameter, say.
   */
  private void placeResults(Map<String, Place> results) {
    results.forEach(
        (name, place) -> {
          Node result = graph.outputs().get(name);
          if (result != null && fixedPlaces.putIfAbsent(lifetimes.root(result), place) != null) {
            transfers.add(new PhasePlan.Transfer(name, result, place));
          }
        });
  }

  private void assignSlots() {
    for (Node node : graph.nodes()) {
      if (lifetimes.root(node) == node && !fixedPlaces.containsKey(node)) {
        Slot slot = takeOver(node);
        if (slot == null) {
          slot = new Slot(node, lifetimes.last(node));
        }
        slot.last = Math.max(slot.last, lifetimes.last(node));
        slots.put(node, slot);
      }
    }
  }

  /** The slot of an operand that dies here and that the operation may overwrite, or null. */
  private Slot takeOver(Node node) {
    int step = lifetimes.first(node);
    for (int i = 0; i < node.inputs().size(); i++) {
      Node root = lifetimes.root(node.input(i));
      boolean sameSize =
          root.type().batched() == node.type().batched()
              && root.type().size() == node.type().size();
      Slot slot = slots.get(root);
      if (slot != null && sameSize && slot.last == step && node.op().mayOverwrite(node, i)) {
        return slot;
      }
    }
    return null;
  }

  private PhasePlan pack() {
    List<Slot> batched = new ArrayList<>();
    List<Slot> fixed = new ArrayList<>();
    for (Slot slot : slots.values().stream().distinct().toList()) {
      (slot.firstOwner.type().batched() ? batched : fixed).add(slot);
    }
    Map<Slot, Place> places = new HashMap<>();
    long perSample = pack(batched, Region.BATCHED, places);
    long others = pack(fixed, Region.FIXED, places);
    Map<Node, Place> all = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      Node root = lifetimes.root(node);
      Place place = fixedPlaces.get(root);
      all.put(node, place != null ? place : places.get(slots.get(root)));
    }
    return new PhasePlan(graph, all, transfers, perSample, others);
  }

  private long pack(List<Slot> pool, Region region, Map<Slot, Place> places) {
    Packing packing =
        Packing.of(
            pool.stream()
                .map(s -> new Packing.Buffer(size(s), lifetimes.first(s.firstOwner), s.last))
                .toList());
    for (int i = 0; i < pool.size(); i++) {
      places.put(pool.get(i), new Place(region, packing.offset(i), size(pool.get(i))));
    }
    return packing.size();
  }

  private static long size(Slot slot) {
    return slot.firstOwner.type().size();
  }
}
