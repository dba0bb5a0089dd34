package dev.netc.compiler.reference;

/**
 * Counter-based random numbers: each is a function of its coordinates alone. The compiler is pure
 * and brings none of its own; whoever runs the interpreter hands in those of the runtime, so that
 * both executions see the same numbers.
 */
public interface RandomSource {

  /** Uniform in [0, 1). */
  double uniform(long stream, long index);

  /** Normal with mean 0 and deviation 1. */
  double normal(long stream, long index);

  /** 1 with the given probability, else 0. */
  double bernoulli(double probability, long stream, long index);

  /** A source for graphs without random numbers. */
  RandomSource NONE =
      new RandomSource() {
        @Override
        public double uniform(long stream, long index) {
          throw new IllegalStateException("this graph was said to draw no random numbers");
        }

        @Override
        public double normal(long stream, long index) {
          return uniform(stream, index);
        }

        @Override
        public double bernoulli(double probability, long stream, long index) {
          return uniform(stream, index);
        }
      };
}
