package dev.netc.compiler.check;

import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Path;

/**
 * Where an expression stands.
 *
 * @param scope the names it sees
 * @param builder the network that its tensors belong to
 * @param path the name of the place, under which layers are named
 * @param instance the layers of the net that is being applied
 * @param place what the surrounding declaration allows
 * @param depth how many nets are applied inside each other here
 */
record Context(
    Scope scope, NetworkBuilder builder, Path path, Instance instance, Place place, int depth) {

  /** The kinds of declarations. */
  enum Place {
    NET,
    DATA,
    TRAIN,
    TEST
  }

  Context in(Scope inner) {
    return new Context(inner, builder, path, instance, place, depth);
  }

  Context at(Path other) {
    return new Context(scope, builder, other, instance, place, depth);
  }

  /** Inside of a net that is applied here. */
  Context inside(Scope inner, Path net, Instance its) {
    Place within = place == Place.DATA ? Place.DATA : Place.NET;
    return new Context(inner, builder, net, its, within, depth + 1);
  }

  boolean inTest() {
    return place == Place.TEST;
  }
}
