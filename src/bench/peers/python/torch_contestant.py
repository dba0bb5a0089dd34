"""PyTorch in the form that is quickest here: each variant is tried for a moment, and the others are forgotten.

The variants are eager and compiled (which needs a C++ compiler), and for images with channels first and last; of a
prediction also TorchScript, frozen. Optimisers are the fused ones.
"""

import gc
import itertools
import os
import sys
import time
import warnings

import contestant

# The compiler's helpers would compete with other contestants.
os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")

import torch
import torch.nn.functional as F
from torch import nn

TRIAL_SECONDS = 1


def network(model):
    if model == "W1":
        return nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    if model == "W2":
        hidden = [[nn.Linear(inputs, 100), nn.BatchNorm1d(100), nn.ReLU()] for inputs in (784, 100, 100, 100)]
        return nn.Sequential(*itertools.chain(*hidden), nn.Linear(100, 10))
    if model == "W3":
        features = [nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
        return nn.Sequential(*features, nn.Linear(30 * 12 * 12, 100), nn.ReLU(), nn.Linear(100, 10))

    def convolved(inputs, outputs, padding=1):
        return [nn.Conv2d(inputs, outputs, 3, padding=padding), nn.ReLU()]

    features = convolved(1, 16) + convolved(16, 16) + [nn.MaxPool2d(2)]
    features += convolved(16, 32) + convolved(32, 32, 2) + [nn.MaxPool2d(2)]
    features += convolved(32, 64) + convolved(64, 64) + [nn.MaxPool2d(2), nn.Flatten()]
    dense = [nn.Linear(64 * 4 * 4, 50), nn.ReLU(), nn.Dropout(0.5), nn.Linear(50, 10), nn.Dropout(0.5)]
    return nn.Sequential(*features, *dense)


def initialized(work, layout):
    """A network with its first weights; biases are 0."""
    torch.manual_seed(1)
    net = network(work.model)
    for layer in net:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            nn.init.normal_(layer.weight, std=work.deviation(layer.weight[0].numel()))
            nn.init.zeros_(layer.bias)
    return net.to(memory_format=layout)


def training(work, layout, compiled, images, labels):
    net = initialized(work, layout)
    sgd = work.model == "W1"
    optimizer = (
        torch.optim.SGD(net.parameters(), lr=0.1, fused=True)
        if sgd
        else torch.optim.Adam(net.parameters(), lr=0.001, fused=True)
    )

    def loss(x, y):
        return F.cross_entropy(net(x), y)

    if compiled:
        loss = torch.compile(loss)

    def step(i):
        optimizer.zero_grad(set_to_none=True)
        value = loss(images[i], labels[i])
        value.backward()
        optimizer.step()
        return value

    return step


def prediction(work, layout, form, images):
    net = nn.Sequential(initialized(work, layout), nn.Softmax(1)).eval()
    mode = torch.inference_mode
    if form == "compiled":
        net = torch.compile(net)
    if form == "script":
        mode = torch.no_grad  # What is frozen was traced outside of inference mode.
        net = torch.jit.optimize_for_inference(torch.jit.script(net))

    def step(i):
        with mode():
            return net(images[i])

    return step


def variants(work):
    """The name of each variant, and what makes it."""
    shape = (784,) if work.model in ("W1", "W2") else (1, 28, 28)
    layouts = [torch.contiguous_format] if len(shape) == 1 else [torch.contiguous_format, torch.channels_last]
    labels = [torch.from_numpy(batch) for batch in work.labels()]
    for layout in layouts:
        images = [torch.from_numpy(batch).contiguous(memory_format=layout) for batch in work.pixels(shape)]
        for form in ("eager", "compiled") if work.trains else ("eager", "compiled", "script"):
            name = f"{form}, {layout}"
            if work.trains:
                yield name, lambda l=layout, f=form, x=images: training(work, l, f == "compiled", x, labels)
            else:
                yield name, lambda l=layout, f=form, x=images: prediction(work, l, f, x)


def quickest_seconds(step):
    """The least time of a step, which other processes disturb least."""
    step(0)
    least = float("inf")
    end = time.perf_counter() + TRIAL_SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        step(0)
        least = min(least, time.perf_counter() - start)
    return least


def prepare(work):
    torch.set_num_threads(contestant.THREADS)
    torch.set_num_interop_threads(1)
    warnings.simplefilter("ignore")
    best = (float("inf"), None, None)
    for name, make in variants(work):
        try:
            seconds = quickest_seconds(make())
        except Exception as error:  # A variant that does not work here is none.
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
            continue
        print(f"{name}: {seconds * 1e6:.0f} µs", file=sys.stderr)
        best = min(best, (seconds, name, make), key=lambda variant: variant[0])
    if best[2] is None:
        raise RuntimeError("no variant works")
    torch.compiler.reset()
    step = best[2]()
    step(0)
    gc.collect()
    contestant.forget_peak()
    return step


if __name__ == "__main__":
    contestant.serve(prepare)
