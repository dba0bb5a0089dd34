package dev.netc.cli.generated;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class refers to, and the lengths of its methods in bytes of bytecode. Source: The Java
 * Virtual Machine Specification, chapter 4.
 *
 * @param constants entries of the constant pool; there can be 65,535
 * @param types the classes that its constant pool names, with slashes; arrays as descriptors
 * @param methods bytecode lengths by name and descriptor
 */
record ClassFile(int constants, Set<String> types, Map<String, Integer> methods) {

  static ClassFile of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8); // magic number and version
      List<Integer> classes = new ArrayList<>();
      String[] texts = texts(in, classes);
      in.skipNBytes(6); // flags, class, superclass
      in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
      members(in, texts); // fields
      Set<String> types = new TreeSet<>();
      classes.forEach(index -> types.add(texts[index]));
      return new ClassFile(texts.length, types, members(in, texts));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the constant pool: texts by their index, and the indices of classes' names. */
  private static String[] texts(DataInputStream in, List<Integer> classes) throws IOException {
    String[] texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // long and double take two entries
        }
        case 7 -> classes.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
    return texts;
  }

  private static Map<String, Integer> members(DataInputStream in, String[] texts)
      throws IOException {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipNBytes(2);
      String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
      int attributes = in.readUnsignedShort();
      for (int a = 0; a < attributes; a++) {
        String attribute = texts[in.readUnsignedShort()];
        byte[] content = new byte[in.readInt()];
        in.readFully(content);
        if (attribute.equals("Code")) {
          DataInputStream code = new DataInputStream(new ByteArrayInputStream(content));
          code.skipNBytes(4); // stack and locals
          lengths.put(name, code.readInt());
        }
      }
    }
    return lengths;
  }
}
