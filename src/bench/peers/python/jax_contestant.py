"""JAX, a whole step compiled; its batches lie in its own arrays. Images have their channels last."""

import os

import contestant

# XLA has as many threads as this says.
os.environ["PJRT_NPROC"] = str(contestant.THREADS)

import jax
import jax.numpy as jnp
from jax import lax
from jax.tree_util import tree_map

SGD_RATE = 0.1
ADAM_RATE, BETA1, BETA2, EPSILON = 0.001, 0.9, 0.999, 1e-8
CONVOLUTIONS = [(1, 16, 1), (16, 16, 1), (16, 32, 1), (32, 32, 2), (32, 64, 1), (64, 64, 1)]


def affine(x, layer):
    return x @ layer["w"] + layer["b"]


def convolved(x, layer, padding=0):
    """A convolution with ReLU."""
    dimensions = ("NHWC", "HWIO", "NHWC")
    y = lax.conv_general_dilated(x, layer["w"], (1, 1), [(padding, padding)] * 2, dimension_numbers=dimensions)
    return jax.nn.relu(y + layer["b"])


def halved(x):
    """Maxima of 2×2. XLA's own windows take several times as long on a processor, in the gradient above all."""
    n, height, width, channels = x.shape
    return x.reshape(n, height // 2, 2, width // 2, 2, channels).max((2, 4))


def flat(x):
    return x.reshape(x.shape[0], -1)


def normalized(x, layer, running):
    """Batch normalisation of training, and its running means after it."""
    mean, variance = x.mean(0), x.var(0)
    y = (x - mean) * lax.rsqrt(variance + 1e-5) * layer["scale"] + layer["shift"]
    moved = tree_map(lambda a, b: 0.9 * a + 0.1 * b, running, {"mean": mean, "variance": variance})
    return y, moved


def dropped(x, key):
    return jnp.where(jax.random.bernoulli(key, 0.5, x.shape), 2 * x, 0)


def scores(model, layers, statistics, x, key):
    """The scores before the softmax, and what batch normalisation remembers. Without a key nothing is dropped."""
    if model == "W1":
        return affine(jax.nn.relu(affine(x, layers[0])), layers[1]), statistics
    if model == "W2":
        moved = []
        for layer, running in zip(layers[:-1], statistics):
            x, after = normalized(affine(x, layer), layer, running)
            x = jax.nn.relu(x)
            moved.append(after)
        return affine(x, layers[-1]), moved
    if model == "W3":
        x = flat(halved(convolved(x, layers[0])))
        return affine(jax.nn.relu(affine(x, layers[1])), layers[2]), statistics
    for i, (_, _, padding) in enumerate(CONVOLUTIONS):
        x = convolved(x, layers[i], padding)
        x = halved(x) if i % 2 else x
    x = jax.nn.relu(affine(flat(x), layers[6]))
    if key is None:
        return affine(x, layers[7]), statistics
    first, second = jax.random.split(key)
    return dropped(affine(dropped(x, first), layers[7]), second), statistics


def parameters(work):
    """The layers of a network, and what batch normalisation remembers of each."""
    keys = iter(jax.random.split(jax.random.key(1), 16))

    def layer(*shape):
        fan_in = int(jnp.prod(jnp.array(shape[:-1])))
        return {"w": work.deviation(fan_in) * jax.random.normal(next(keys), shape), "b": jnp.zeros(shape[-1])}

    if work.model == "W1":
        return [layer(784, 50), layer(50, 10)], []
    if work.model == "W2":
        hidden = [layer(inputs, 100) for inputs in (784, 100, 100, 100)]
        scales = [{"scale": jnp.ones(100), "shift": jnp.zeros(100)} for _ in hidden]
        running = [{"mean": jnp.zeros(100), "variance": jnp.ones(100)} for _ in hidden]
        return [a | b for a, b in zip(hidden, scales)] + [layer(100, 10)], running
    if work.model == "W3":
        return [layer(5, 5, 1, 30), layer(30 * 12 * 12, 100), layer(100, 10)], []
    convolutions = [layer(3, 3, inputs, outputs) for inputs, outputs, _ in CONVOLUTIONS]
    return convolutions + [layer(64 * 4 * 4, 50), layer(50, 10)], []


def descended(layers, gradients, moments, _):
    return tree_map(lambda w, g: w - SGD_RATE * g, layers, gradients), moments


def adam(layers, gradients, moments, step):
    first = tree_map(lambda m, g: BETA1 * m + (1 - BETA1) * g, moments[0], gradients)
    second = tree_map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, moments[1], gradients)
    rate = ADAM_RATE * jnp.sqrt(1 - BETA2**step) / (1 - BETA1**step)
    layers = tree_map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON), layers, first, second)
    return layers, (first, second)


def training(work, images):
    optimize = descended if work.model == "W1" else adam

    def loss(layers, statistics, x, labels, key):
        z, moved = scores(work.model, layers, statistics, x, key)
        chosen = jnp.take_along_axis(jax.nn.log_softmax(z), labels[:, None], 1)
        return -chosen.mean(), moved

    def step(state, x, labels):
        layers, statistics, moments, count, key = state
        key, drop = jax.random.split(key)
        (value, statistics), gradients = jax.value_and_grad(loss, has_aux=True)(layers, statistics, x, labels, drop)
        layers, moments = optimize(layers, gradients, moments, count)
        return (layers, statistics, moments, count + 1, key), value

    labels = [jnp.asarray(batch) for batch in work.labels()]
    layers, statistics = parameters(work)
    moments = tuple(tree_map(jnp.zeros_like, layers) for _ in range(0 if work.model == "W1" else 2))
    state = (layers, statistics, moments, jnp.float32(1), jax.random.key(2))
    compiled = jax.jit(step, donate_argnums=0)

    def one(i):
        nonlocal state
        state, value = jax.block_until_ready(compiled(state, images[i], labels[i]))
        return value

    return one


def prepare(work):
    shape = (784,) if work.model in ("W1", "W2") else (28, 28, 1)
    images = [jnp.asarray(batch) for batch in work.pixels(shape)]
    if work.trains:
        return training(work, images)
    layers, statistics = parameters(work)
    compiled = jax.jit(lambda x: jax.nn.softmax(scores(work.model, layers, statistics, x, None)[0]))
    return lambda i: compiled(images[i]).block_until_ready()


if __name__ == "__main__":
    contestant.serve(prepare)
