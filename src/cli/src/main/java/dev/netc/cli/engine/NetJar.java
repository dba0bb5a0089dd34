package dev.netc.cli.engine;

import dev.netc.compiler.javac.JavaCompilation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A jar of compiled nets with their sources. The same nets give the same bytes. */
public final class NetJar {
  /** The first time that a zip file can state; the hour of the build shall not matter. */
  private static final FileTime TIME = FileTime.fromMillis(315_619_200_000L);

  private NetJar() {}

  /**
   * Writes the jar.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, List<CompiledUnit> units) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (JavaCompilation javac = new JavaCompilation(CompiledNets.classPath())) {
      for (CompiledUnit unit : units) {
        String source = unit.compiled().source();
        entries.put(unit.sourcePath(), source.getBytes(StandardCharsets.UTF_8));
        javac
            .compile(unit.compiled().className(), source)
            .forEach((name, bytes) -> entries.put(name.replace('.', '/') + ".class", bytes));
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      put(jar, JarFile.MANIFEST_NAME, manifest());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(jar, entry.getKey(), entry.getValue());
      }
    }
  }

  private static byte[] manifest() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Created-By", "netc");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(TIME);
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }
}
