package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.StoredTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a training loop left in a checkpoint, by name. */
record StoredState(Path file, Map<String, StoredTensor> tensors) {
  static StoredState of(Path file, List<StoredTensor> tensors) {
    Map<String, StoredTensor> byName = new LinkedHashMap<>();
    for (StoredTensor tensor : tensors) byName.put(tensor.name(), tensor);
    return new StoredState(file, byName);
  }

  /**
   * The tensor of this name.
   *
   * @throws CheckpointException if the checkpoint has none
   */
  StoredTensor require(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException(
          file, "has no '" + name + "', which this training needs", "start anew without resuming");
    }
    return tensor;
  }
}
