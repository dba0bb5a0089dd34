package dev.netc.maven;

import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;

/** Shows messages where the user looks: in the log of the build, or as marks in an editor. */
final class MessageLog {
  private final Log log;
  private final BuildContext context;

  MessageLog(Log log, BuildContext context) {
    this.log = log;
    this.context = context;
  }

  /** Shows all messages about the programs that were compiled. */
  void show(List<Message> messages) {
    for (Message message : messages) {
      if (message.isError()) {
        log.error(message.toString());
      } else {
        log.warn(message.toString());
      }
      mark(message);
    }
  }

  private void mark(Message message) {
    // Outside of an IDE the context would only log the message again, in another form.
    if (!(context instanceof DefaultBuildContext)) {
      context.addMessage(
          message.file().toFile(),
          message.line(),
          message.column(),
          message.text(),
          message.isError() ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING,
          null);
    }
  }

  /** How many of a kind there are: {@code 2 errors}. */
  static String count(List<Message> messages, boolean errors) {
    long count = messages.stream().filter(m -> m.isError() == errors).count();
    return "%d %s%s".formatted(count, errors ? "error" : "warning", count == 1 ? "" : "s");
  }
}
