package dev.netc.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileImportsTest {
  @TempDir private Path root;
  private FileImports imports;
  private Source main;

  @BeforeEach
  void read() throws IOException {
    root = root.toRealPath();
    Files.createDirectories(root.resolve("nets/parts"));
    Files.writeString(root.resolve("nets/main.net"), "import \"parts/block.net\"");
    Files.writeString(root.resolve("nets/parts/block.net"), "net Block { input x  output y = x }");
    imports = new FileImports(root);
    main = imports.main(Path.of("nets", "main.net")).source();
  }

  @Test
  void namesAreRelativeToTheRoot() {
    assertEquals("nets/main.net", main.name());
    assertEquals("nets/parts/block.net", find("parts/block.net", main).name());
  }

  @Test
  void aFileIsReadOnceByWhateverPathItIsReached() {
    Source block = find("parts/block.net", main);
    assertSame(block, find("parts/../parts/block.net", main));
    assertSame(main, find("../main.net", block));
  }

  @Test
  void whatWasReadIsKnown() {
    find("parts/block.net", main);
    assertEquals(
        Set.of(root.resolve("nets/main.net"), root.resolve("nets/parts/block.net")),
        imports.files());
  }

  @Test
  void aMissingFileIsNotFound() {
    assertEquals(Optional.empty(), imports.find("absent.net", main));
    assertEquals(Optional.empty(), imports.find("parts", main));
  }

  private Source find(String path, Source importing) {
    return imports.find(path, importing).orElseThrow();
  }

  @Test
  void theStandardLibraryIsReadWithoutAFile() throws IOException {
    Path name = Path.of("std/vision.net");
    SourceFile library = new FileImports(root).main(name);
    assertTrue(StandardLibrary.contains(library.source()));
    Files.createDirectories(root.resolve("std"));
    Files.writeString(root.resolve(name), "net Own { input x [1] output x }");
    assertFalse(StandardLibrary.contains(new FileImports(root).main(name).source()));
  }
}
