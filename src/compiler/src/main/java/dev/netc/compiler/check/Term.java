package dev.netc.compiler.check;

import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.syntax.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an expression means while a program is checked. */
sealed interface Term
    permits Term.Number,
        Term.Text,
        Term.Truth,
        Term.Word,
        Term.Items,
        Term.Range,
        Term.Tensor,
        Term.Tensors,
        Term.Result,
        Term.Optimizer,
        Term.Initializer,
        Term.Distribution,
        Term.Schedule,
        Term.Net,
        Term.Train,
        Term.Data,
        Term.Outside,
        Term.Function,
        Term.Broken,
        Layer {

  /** What messages call it: "a number". */
  String kind();

  record Number(double value) implements Term {
    @Override
    public String kind() {
      return "the number " + shown();
    }

    String shown() {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
      }
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : String.valueOf(value);
    }
  }

  record Text(String value) implements Term {
    @Override
    public String kind() {
      return "a text";
    }
  }

  record Truth(boolean value) implements Term {
    @Override
    public String kind() {
      return String.valueOf(value);
    }
  }

  /** A word that a parameter of an operation knows: {@code nearest}, {@code same}. */
  record Word(String text) implements Term {
    @Override
    public String kind() {
      return "the word '" + text + "'";
    }
  }

  /**
   * A list.
   *
   * @param size how many items it has, those of the lists in it counted
   */
  record Items(List<Term> items, long size) implements Term {
    static Items of(List<Term> items) {
      long size = 0;
      for (Term item : items) {
        size += item instanceof Items inner ? inner.size : 1;
      }
      return new Items(List.copyOf(items), size);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Whole numbers from first to last, both included. */
  record Range(int first, int last) implements Term {
    @Override
    public String kind() {
      return "a range";
    }
  }

  record Tensor(Value value) implements Term {
    @Override
    public String kind() {
      return "a tensor " + value.type();
    }
  }

  /** Several tensors under one name: {@code weights}. */
  record Tensors(List<Value> values) implements Term {
    @Override
    public String kind() {
      return "several tensors";
    }
  }

  /**
   * What a net gives when it is applied.
   *
   * @param main its only output, if there is only one
   * @param members everything in it that has a name
   */
  record Result(String net, Optional<Value> main, Map<String, Term> members) implements Term {
    @Override
    public String kind() {
      return "the result of " + net;
    }
  }

  record Optimizer(OptimizerSpec spec) implements Term {
    @Override
    public String kind() {
      return "an optimiser";
    }
  }

  record Initializer(InitializerSpec spec) implements Term {
    @Override
    public String kind() {
      return "an initialiser";
    }
  }

  /**
   * {@code normal(…)} or {@code uniform(…)}: an initialiser or random numbers, as its place asks.
   */
  record Distribution(String name, List<Argument> arguments) implements Term {
    @Override
    public String kind() {
      return "random numbers";
    }
  }

  /** A learning-rate schedule or another setting that is written as a call. */
  record Schedule(ScheduleSpec spec) implements Term {
    @Override
    public String kind() {
      return "a schedule";
    }
  }

  /** A net by its name, not applied yet. */
  record Net(Declaration.Net declaration) implements Term {
    @Override
    public String kind() {
      return "the net " + declaration.name();
    }
  }

  record Train(Declaration.Train declaration) implements Term {
    @Override
    public String kind() {
      return "the train " + declaration.name();
    }
  }

  record Data(Declaration.Data declaration) implements Term {
    @Override
    public String kind() {
      return "the data " + declaration.name();
    }
  }

  /** A part of something that a test runs first: a training, an evaluation, a data set. */
  record Outside(OutsideValue value) implements Term {
    @Override
    public String kind() {
      return value.kind();
    }
  }

  /** A function of tests by its name: {@code evaluate}, {@code gradient_error}. */
  record Function(String name) implements Term {
    @Override
    public String kind() {
      return "the function " + name;
    }
  }

  /** Something wrong that was reported already. */
  record Broken() implements Term {
    @Override
    public String kind() {
      return "something wrong";
    }
  }

  Term BROKEN = new Broken();
}
