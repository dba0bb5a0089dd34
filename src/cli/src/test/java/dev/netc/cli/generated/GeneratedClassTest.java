package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.Backend;
import dev.netc.compiler.emit.Inherited;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.TrainedNet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A generated class as its users call it. */
class GeneratedClassTest {
  private static final Lowered CLASSIFIER =
      GeneratedNetTest.classifier(GeneratedNetTest.twoLayer(6, 4));

  private static final Loaded LOADED = Loaded.of(CLASSIFIER);

  private static TrainedNet classifier(int batch) {
    return LOADED.trained(batch, 1, Kernels.portable());
  }

  private static float[] ramp(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Math.sin(i);
    }
    return values;
  }

  private static Object call(Object net, String method, Class<?> type, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, type);
    return net.getClass().getMethod(method, types).invoke(net, arguments);
  }

  @Test
  void anOutputIsAMethodForAnyNumberOfSamples() throws ReflectiveOperationException {
    try (TrainedNet net = classifier(4)) {
      float[] image = ramp(11 * 6);
      float[] all = (float[]) call(net, "digit", float[].class, (Object) image);
      assertEquals(11 * 5, all.length);
      for (int row : new int[] {0, 3, 4, 10}) {
        float[] one = Arrays.copyOfRange(image, row * 6, row * 6 + 6);
        float[] digit = (float[]) call(net, "digit", float[].class, (Object) one);
        assertArrayEquals(Arrays.copyOfRange(all, row * 5, row * 5 + 5), digit, 1e-6f);
      }
      INDArray array = Nd4j.createFromArray(image).reshape(11, 6);
      INDArray digits = (INDArray) call(net, "digit", INDArray.class, array);
      assertArrayEquals(new long[] {11, 5}, digits.shape());
      assertArrayEquals(all, digits.dup('c').data().asFloat());
    }
  }

  /** As floats row by row, as a part of a larger array, transposed, as doubles; on both sets. */
  @Test
  void arraysOfAllKindsGiveTheSame() throws ReflectiveOperationException {
    float[] image = ramp(11 * 6);
    INDArray plain = Nd4j.createFromArray(image).reshape(11, 6);
    INDArray larger = Nd4j.zeros(DataType.FLOAT, 15, 6);
    larger.get(NDArrayIndex.interval(2, 13), NDArrayIndex.all()).assign(plain);
    INDArray part = larger.get(NDArrayIndex.interval(2, 13), NDArrayIndex.all());
    INDArray transposed = plain.transpose().dup('c').transpose();
    for (Kernels kernels : List.of(Kernels.portable(), Kernels.best())) {
      try (TrainedNet net = LOADED.trained(4, 1, kernels)) {
        float[] expected = (float[]) call(net, "digit", float[].class, (Object) image);
        for (INDArray array :
            List.of(plain, part, transposed, plain.castTo(DataType.DOUBLE), plain.dup('f'))) {
          INDArray digits = (INDArray) call(net, "digit", INDArray.class, array);
          assertArrayEquals(expected, digits.dup('c').data().asFloat());
        }
        // What is set and run is in its own place, as ever.
        call(net, "setImage", float[].class, (Object) Arrays.copyOf(image, 24));
        net.run();
        assertArrayEquals(Arrays.copyOf(expected, 20), net.get("digit"));
      }
    }
  }

  @Test
  void anArrayThatIsThereTakesTheResult() throws ReflectiveOperationException {
    try (TrainedNet net = classifier(4)) {
      INDArray image = Nd4j.createFromArray(ramp(11 * 6));
      INDArray digits = (INDArray) call(net, "digit", INDArray.class, image);
      INDArray larger = Nd4j.ones(DataType.FLOAT, 13, 5);
      INDArray into = larger.get(NDArrayIndex.interval(1, 12), NDArrayIndex.all());
      assertSame(into, call(net, "digit", INDArray.class, image, into));
      assertEquals(digits, into);
      assertEquals(10, larger.sumNumber().doubleValue() - digits.sumNumber().doubleValue(), 1e-5);
      for (INDArray wrong :
          List.of(
              Nd4j.zeros(DataType.FLOAT, 10, 5),
              Nd4j.zeros(DataType.DOUBLE, 11, 5),
              Nd4j.zeros(DataType.FLOAT, 5, 11).transpose())) {
        InvocationTargetException thrown =
            assertThrows(
                InvocationTargetException.class,
                () -> call(net, "digit", INDArray.class, image, wrong));
        assertTrue(
            thrown.getCause().getMessage().contains("digit has 55 values for 11 samples"),
            thrown.getCause().toString());
      }
    }
  }

  @Test
  void inputsAreSetAndOutputsReadByName() throws ReflectiveOperationException {
    try (TrainedNet net = classifier(2)) {
      call(net, "setImage", float[].class, (Object) ramp(12));
      net.run();
      float[] digit = net.get("digit");
      assertEquals(1, digit[0] + digit[1] + digit[2] + digit[3] + digit[4], 1e-6);
      assertArrayEquals(digit, net.array("digit").dup('c').data().asFloat());
    }
  }

  @Test
  void wrongSizesAndNamesAreSaid() {
    try (TrainedNet net = classifier(2)) {
      String size = message(() -> net.set("image", new float[11]));
      assertTrue(size.contains("image takes 12 values for 2 samples, not 11"), size);
      String name = message(() -> net.set("picture", new float[12]));
      assertTrue(name.contains("no input 'picture'") && name.contains("image"), name);
      assertTrue(message(() -> net.parameter("w")).contains("hidden.weight"));
      assertTrue(message(() -> classifier(0)).contains("at least 1 sample"));
    }
  }

  private static String message(Runnable call) {
    try {
      call.run();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getCause().getCause().getMessage());
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void trainStepsLowerTheLoss() throws ReflectiveOperationException {
    try (TrainedNet net = classifier(3)) {
      float[] label = {0, 1, 2};
      double first = (double) call(net, "trainStep", float[].class, ramp(18), label);
      double last = first;
      for (int i = 0; i < 200; i++) {
        last = (double) call(net, "trainStep", float[].class, ramp(18), label);
      }
      assertTrue(last < first / 2, first + " became " + last);
    }
  }

  @Test
  void parametersAreSavedAndLoaded(@TempDir Path folder) {
    Path file = folder.resolve("net.safetensors");
    try (TrainedNet net = classifier(1);
        TrainedNet other = LOADED.trained(1, 2, Kernels.portable())) {
      net.save(file);
      assertFalse(net.parameter("hidden.weight").equals(other.parameter("hidden.weight")));
      other.load(file);
      assertEquals(net.parameter("hidden.weight"), other.parameter("hidden.weight"));
      assertThrows(CheckpointException.class, () -> other.load(folder.resolve("none")));
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void instancesShareParameters() throws ReflectiveOperationException {
    try (TrainedNet net = classifier(3)) {
      CompiledNet shared =
          (CompiledNet)
              net.getClass().getConstructor(int.class, net.getClass()).newInstance(1, net);
      net.parameter("scores.bias").assign(0);
      net.parameter("scores.bias").putScalar(2, 100);
      shared.set("image", ramp(6));
      shared.run();
      assertEquals(1, shared.get("digit")[2], 1e-6);
      shared.close();
    }
  }

  @Test
  void theFirstBadValueIsNamed() {
    try (TrainedNet net = classifier(2)) {
      float[] label = {0, 1};
      float[] image = ramp(12);
      image[3] = Float.NaN;
      double loss = net.step(new Batch(2, Map.of("image", image, "label", label)), 0.1, 1);
      assertTrue(Double.isNaN(loss));
      assertEquals("input image", net.firstBadValue().orElseThrow());

      net.parameter("hidden.bias").assign(3e38f);
      net.parameter("scores.weight").assign(3e38f);
      loss = net.step(new Batch(2, Map.of("image", ramp(12), "label", label)), 0.1, 2);
      assertFalse(Double.isFinite(loss));
      assertEquals("scores (by-hand.net:1)", net.firstBadValue().orElseThrow());

      net.parameter("hidden.bias").putScalar(0, Float.POSITIVE_INFINITY);
      net.step(new Batch(2, Map.of("image", ramp(12), "label", label)), 0.1, 3);
      assertEquals("parameter hidden.bias", net.firstBadValue().orElseThrow());
    }
  }

  @Test
  void statisticsAreSummedOverTheBatch() {
    Lowered net =
        new NetBuilder("Metrics")
            .input("x")
            .parameter("w")
            .metric("distance", "MEAN", 1)
            .trained(
                s -> s.output("y", s.m().mul(s.get("x"), s.get("w"))),
                s -> {
                  Node y = s.m().mul(s.get("x"), s.get("w"));
                  s.output("distance", s.m().unary(Elementwise.ABS, s.get("x")));
                  s.output("loss", s.m().square(y));
                });
    try (TrainedNet model = Loaded.of(net).trained(5, 1, Kernels.portable())) {
      Batch batch = new Batch(3, Map.of("x", new float[] {1, -2, 3, 100, 100}));
      assertEquals(6, model.evaluate(batch).statistics()[0][0]);
    }
  }

  @Test
  void optimizerStateIsReadAndRestored() {
    NetBuilder builder = GeneratedNetTest.twoLayer(6, 4);
    builder.optimizer(NetBuilder.optimizer("adam", Map.of("lr", 0.1)));
    Loaded loaded = Loaded.of(GeneratedNetTest.classifier(builder));
    Batch batch = new Batch(2, Map.of("image", ramp(12), "label", new float[] {0, 3}));
    try (TrainedNet a = loaded.trained(2, 1, Kernels.best());
        TrainedNet b = loaded.trained(2, 1, Kernels.best())) {
      a.step(batch, 0.1, 1);
      assertEquals(8, a.optimizerState().size());
      assertEquals("hidden.weight.mean", a.optimizerState().get(0).name());
      for (int i = 0; i < 8; i++) {
        b.optimizerState().get(i).set(a.optimizerState().get(i).get());
      }
      for (int i = 0; i < 4; i++) {
        b.parameters().get(i).set(a.parameters().get(i).get());
      }
      assertEquals(a.step(batch, 0.1, 2), b.step(batch, 0.1, 2));
      assertEquals(a.parameter("hidden.weight"), b.parameter("hidden.weight"));
    }
  }

  @Test
  void anyNameIsMangledReadably() {
    String evil = "*/ \\u002a/ \"$L $S $T\n%s ` ${x} @see {@link";
    NetBuilder builder =
        new NetBuilder("class")
            .documentation("Ends here: */ int x; /** \\u002a\\u002f\n@param y {@code z} <b> $L $S")
            .input("wait", 2)
            .input("größe", 2)
            .input("画像", 2)
            .input("float", 2)
            .parameter("net.if[0].class", 2)
            .parameter(evil, 2);
    Lowered net =
        builder.trained(
            s -> {
              s.at(evil);
              Node sum = s.m().add(s.m().mul(s.get("wait"), s.get(evil)), s.get("größe"));
              s.output("run", s.m().add(sum, s.get("画像")));
              s.output("getClass", s.m().mul(s.get("float"), s.get("net.if[0].class")));
              s.output(evil, s.m().neg(sum));
            },
            s -> {
              s.at(evil);
              Node product = s.m().mul(s.get("wait"), s.get(evil));
              s.output(
                  "loss", s.m().reduceAll(dev.netc.compiler.op.primitive.Reduce.Kind.SUM, product));
            });
    Loaded loaded = Loaded.of(net);
    assertEquals("generated.Class", loaded.compiled().className());
    Set<String> methods = new TreeSet<>();
    Arrays.stream(loaded.type().getDeclaredMethods()).map(Method::getName).forEach(methods::add);
    assertTrue(
        methods.containsAll(Set.of("run2", "getClass2", "set画像", "setGröße", "setFloat")),
        methods::toString);
    try (TrainedNet model = loaded.trained(1, 1, Kernels.portable())) {
      model.run();
      assertEquals(List.of(0f, -0f), List.of(model.get("run")[0], model.get(evil)[1]));
    }
  }

  @Test
  void netsMayBeCalledAsClassesThatTheSourceUses() {
    for (String name :
        List.of(
            "Math",
            "View",
            "String",
            "Kernels",
            "Override",
            "Float",
            "Phase",
            "Object",
            "MatMulSpec")) {
      Lowered named =
          new NetBuilder(name)
              .input("x", 3)
              .inference(
                  s ->
                      s.output(
                          "y", s.m().unary(Elementwise.RELU, s.m().scale(Double.NaN, s.get("x")))));
      assertEquals("generated." + name, Loaded.of(named).type().getName());
    }
  }

  @Test
  void noMemberOfTheRuntimeIsHidden() {
    Set<String> inherited = new TreeSet<>();
    for (Class<?> type = TrainedNet.class; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean visible =
            Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers());
        if (visible && !method.isSynthetic()) {
          inherited.add(method.getName());
        }
      }
    }
    for (Method method : TrainedNet.class.getMethods()) {
      inherited.add(method.getName());
    }
    assertEquals(inherited, new TreeSet<>(Inherited.METHODS));
  }

  @Test
  void theSameNetGivesTheSameSource() {
    assertEquals(
        Backend.compile(CLASSIFIER, "p").source(), Backend.compile(CLASSIFIER, "p").source());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Map<String, float[]> columns = new HashMap<>(Map.of("image", ramp(60), "label", new float[10]));
    try (TrainedNet a = LOADED.trained(10, 9, Kernels.best());
        TrainedNet b = LOADED.trained(10, 9, Kernels.best())) {
      for (int step = 1; step <= 5; step++) {
        assertEquals(
            a.step(new Batch(10, columns), 0.3, step), b.step(new Batch(10, columns), 0.3, step));
      }
      assertEquals(a.parameter("scores.weight"), b.parameter("scores.weight"));
    }
  }
}
