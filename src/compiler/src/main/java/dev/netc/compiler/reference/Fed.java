package dev.netc.compiler.reference;

/** Marks operations whose value comes from outside the graph: inputs and parameters. */
public interface Fed {
  /** The name under which the value is handed in. */
  String name();
}
