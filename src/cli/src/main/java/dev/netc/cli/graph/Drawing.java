package dev.netc.cli.graph;

import java.util.List;
import java.util.Optional;

/**
 * What a picture of a network shows, before anything has a place.
 *
 * @param title of the whole
 * @param frames nets used inside of the network, each after the one that contains it
 * @param arrows in the order of computation
 */
public record Drawing(String title, List<Frame> frames, List<Box> boxes, List<Arrow> arrows) {
  public Drawing {
    frames = List.copyOf(frames);
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** What a box stands for, which decides how it looks. */
  public enum Kind {
    INPUT,
    PARAMETER,
    CONSTANT,
    LAYER,
    OPERATION,
    OUTPUT
  }

  /**
   * A net inside of the network.
   *
   * @param name its path, which is unique
   * @param parent the frame around it
   */
  public record Frame(String name, Optional<String> parent) {}

  /**
   * Something that has a value.
   *
   * @param id unique
   * @param lines its text, the first one large
   * @param frame the net that it belongs to; empty for the network itself
   */
  public record Box(String id, Kind kind, List<String> lines, Optional<String> frame) {
    public Box {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Data that flows from one box to another.
   *
   * @param above its value, empty where values are not shown
   * @param below the gradient of the result by it, empty where there is none
   */
  public record Arrow(String from, String to, String above, String below) {}
}
