"""What the contestants in Python share: the work, its batches, and the lines by which they take turns.

A contestant is started with the name of a network, `train` or `predict`, and the size of a batch. It says `ready`,
reads the seconds of a round from a line, and answers `steps seconds processorSeconds megabytes`: the median of a
step's seconds, the processor time of a step, and the most memory that the process has had.
"""

import os
import sys
import time
from dataclasses import dataclass

import numpy as np

BATCHES = 16
CLASSES = 10
THREADS = int(os.environ["OMP_NUM_THREADS"])


@dataclass(frozen=True)
class Workload:
    """A network, whether it is trained or predicts, and the images of a batch."""

    model: str
    trains: bool
    batch: int

    def deviation(self, fan_in):
        """The deviation of the first weights, as netc has it."""
        return 0.01 if self.model in ("W1", "W3") else (2 / fan_in) ** 0.5

    def pixels(self, shape):
        """The images of each batch in a shape: noise, a fifth of the pixels set."""
        random = np.random.default_rng(1)
        return [
            np.maximum(0, 5 * random.random((self.batch, *shape)) - 4).astype(np.float32)
            for _ in range(BATCHES)
        ]

    def labels(self):
        """The class of each image of each batch."""
        random = np.random.default_rng(2)
        return [random.integers(0, CLASSES, self.batch) for _ in range(BATCHES)]


def serve(prepare):
    """Does what the lines say, until there are no more. `prepare` makes a step, a function of the batch's number."""
    # What libraries print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    model, work, batch = sys.argv[1:]
    step = prepare(Workload(model, work == "train", int(batch)))
    step(0)
    print("ready", file=answers)
    for line in sys.stdin:
        print(round_of(step, float(line)), file=answers)


def round_of(step, seconds):
    """Works for some seconds, three steps at least."""
    times = []
    processor = time.process_time()
    start = last = time.perf_counter()
    while last - start < seconds or len(times) < 3:
        step(len(times) % BATCHES)
        now = time.perf_counter()
        times.append(now - last)
        last = now
    processor = (time.process_time() - processor) / len(times)
    median = sorted(times)[len(times) // 2]
    return f"{len(times)} {median:e} {processor:e} {peak_megabytes():e}"


def peak_megabytes():
    """The most memory that this process has had resident. Source: proc(5)."""
    with open("/proc/self/status") as status:
        kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6


def forget_peak():
    """Makes what memory there is now the most that there was. Source: proc(5)."""
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
