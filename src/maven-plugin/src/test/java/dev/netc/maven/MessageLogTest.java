package dev.netc.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.junit.jupiter.api.Test;

class MessageLogTest {
  private static final Path FILE = Path.of("src", "shop.net");
  private static final List<Message> MESSAGES =
      List.of(
          new Message(FILE, 4, 23, true, "these do not fit"),
          new Message(FILE, 3, 5, false, "nothing uses this"));

  private final List<String> seen = new ArrayList<>();

  /** Notes the calls of an interface: their names and arguments. */
  private <T> T noted(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              seen.add(method.getName() + " " + List.of(arguments));
              return null;
            }));
  }

  @Test
  void theLogShowsMessagesAsThoseOfACompiler() {
    new MessageLog(noted(Log.class), new DefaultBuildContext(null)).show(MESSAGES);
    assertEquals(
        List.of(
            "error [%s:[4,23] these do not fit]".formatted(FILE),
            "warn [%s:[3,5] nothing uses this]".formatted(FILE)),
        seen);
  }

  @Test
  void anEditorMarksThePlaces() {
    List<String> marks = new ArrayList<>();
    BuildContext editor =
        (BuildContext)
            Proxy.newProxyInstance(
                BuildContext.class.getClassLoader(),
                new Class<?>[] {BuildContext.class},
                (proxy, method, a) -> {
                  marks.add(
                      "%s %s:%s:%s %s %s"
                          .formatted(
                              method.getName(), ((File) a[0]).getName(), a[1], a[2], a[4], a[3]));
                  return null;
                });
    new MessageLog(noted(Log.class), editor).show(MESSAGES);
    assertEquals(
        List.of(
            "addMessage shop.net:4:23 2 these do not fit",
            "addMessage shop.net:3:5 1 nothing uses this"),
        marks);
  }

  @Test
  void theyAreCounted() {
    assertEquals("1 error", MessageLog.count(MESSAGES, true));
    assertEquals("0 errors", MessageLog.count(List.of(), true));
  }
}
