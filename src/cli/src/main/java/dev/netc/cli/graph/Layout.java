package dev.netc.cli.graph;

import dev.netc.cli.graph.Drawing.Arrow;
import dev.netc.cli.graph.Drawing.Box;
import dev.netc.cli.graph.Drawing.Frame;
import dev.netc.cli.graph.Drawing.Kind;
import dev.netc.cli.graph.Picture.Line;
import dev.netc.cli.graph.Picture.Point;
import dev.netc.cli.graph.Picture.Rectangle;
import dev.netc.cli.graph.Picture.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.core.util.ElkUtil;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Gives everything of a drawing a place: in layers along the flow of data, with few crossings.
 * Source: Sugiyama, Tagawa and Toda 1981, as the Eclipse Layout Kernel does it.
 */
final class Layout {
  private static final double LETTER = 7.4;
  private static final double LINE = 16;
  private static final double PADDING = 10;
  private static final double FRAME_TITLE = 24;

  private final Drawing drawing;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> frames = new HashMap<>();
  private final Map<String, ElkNode> boxes = new HashMap<>();
  private final List<ElkEdge> edges = new ArrayList<>();

  private Layout(Drawing drawing) {
    this.drawing = drawing;
  }

  /**
   * Lays a drawing out.
   *
   * @param rightwards whether data flows from left to right, instead of from top to bottom
   */
  static Picture of(Drawing drawing, boolean rightwards) {
    Layout layout = new Layout(drawing);
    layout.build(rightwards ? Direction.RIGHT : Direction.DOWN);
    new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
    return layout.picture();
  }

  private void build(Direction direction) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, direction);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.RANDOM_SEED, 1); // the same program, the same picture
    root.setProperty(LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
    // Inputs stand in the order of the program where that costs no crossing.
    root.setProperty(
        LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    for (Frame frame : drawing.frames()) {
      ElkNode node = ElkGraphUtil.createNode(frame.parent().map(frames::get).orElse(root));
      node.setProperty(CoreOptions.PADDING, new ElkPadding(FRAME_TITLE, 12, 12, 12));
      node.setProperty(CoreOptions.DIRECTION, direction);
      frames.put(frame.name(), node);
    }
    for (Box box : drawing.boxes()) {
      ElkNode node = ElkGraphUtil.createNode(box.frame().map(frames::get).orElse(root));
      size(box, node);
      boxes.put(box.id(), node);
    }
    for (Arrow arrow : drawing.arrows()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(boxes.get(arrow.from()), boxes.get(arrow.to()));
      label(arrow, edge);
      edges.add(edge);
    }
  }

  private static void size(Box box, ElkNode node) {
    double width = box.lines().stream().mapToDouble(Layout::width).max().orElse(0);
    double height = box.lines().size() * LINE + PADDING;
    boolean round = box.kind() == Kind.OPERATION && box.lines().size() == 1;
    double least = round ? height : 0;
    node.setDimensions(Math.max(least, width + 2 * PADDING), height);
  }

  /** The width that a line of text may take, in pixels. */
  static double width(String line) {
    return line.length() * LETTER;
  }

  private static void label(Arrow arrow, ElkEdge edge) {
    if (arrow.above().isEmpty() && arrow.below().isEmpty()) {
      return;
    }
    // One label for both: the arrow passes between its lines.
    ElkLabel label = ElkGraphUtil.createLabel(arrow.above(), edge);
    label.setDimensions(
        Math.max(width(arrow.above()), width(arrow.below())) + PADDING, 2 * LINE + 4);
    label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
  }

  // ------------------------------------------------------------ reading the result

  private Picture picture() {
    List<Rectangle> rectangles = new ArrayList<>();
    for (Frame frame : drawing.frames()) {
      ElkNode node = frames.get(frame.name());
      rectangles.add(rectangle(node, Picture.Style.FRAME, List.of(frame.name())));
    }
    for (Box box : drawing.boxes()) {
      rectangles.add(rectangle(boxes.get(box.id()), Picture.Style.of(box.kind()), box.lines()));
    }
    List<Line> lines = new ArrayList<>();
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      KVector origin = origin(edges.get(i).getContainingNode());
      edges.get(i).getSections().forEach(section -> lines.add(line(section, origin)));
      Arrow arrow = drawing.arrows().get(i);
      edges.get(i).getLabels().forEach(label -> texts(arrow, label, origin, texts));
    }
    return new Picture(
        drawing.title(), root.getWidth(), root.getHeight(), rectangles, lines, texts);
  }

  private static KVector origin(ElkNode node) {
    KVector at = new KVector();
    ElkUtil.toAbsolute(at, node);
    return at;
  }

  private static Rectangle rectangle(ElkNode node, Picture.Style style, List<String> lines) {
    KVector at = origin(node.getParent());
    return new Rectangle(
        style, at.x + node.getX(), at.y + node.getY(), node.getWidth(), node.getHeight(), lines);
  }

  private static Line line(ElkEdgeSection section, KVector origin) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(origin.x + section.getStartX(), origin.y + section.getStartY()));
    for (ElkBendPoint bend : section.getBendPoints()) {
      points.add(new Point(origin.x + bend.getX(), origin.y + bend.getY()));
    }
    points.add(new Point(origin.x + section.getEndX(), origin.y + section.getEndY()));
    return new Line(points);
  }

  private static void texts(Arrow arrow, ElkLabel label, KVector origin, List<Text> texts) {
    double middle = origin.x + label.getX() + label.getWidth() / 2;
    double top = origin.y + label.getY();
    texts.add(new Text(middle, top + LINE - 4, arrow.above(), false));
    texts.add(new Text(middle, top + 2 * LINE, arrow.below(), true));
  }
}
