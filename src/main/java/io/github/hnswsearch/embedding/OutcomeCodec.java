package io.github.hnswsearch.embedding;

import io.github.hnswsearch.embedding.Outcome.Embedded;
import io.github.hnswsearch.embedding.Outcome.Skipped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Outcomes as bytes. */
final class OutcomeCodec {
  private static final byte EMBEDDED = 1;
  private static final byte SKIPPED = 2;

  private OutcomeCodec() {}

  static byte[] encode(Outcome outcome) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(outcome instanceof Embedded ? EMBEDDED : SKIPPED);
    out.writeLong(outcome.next());
    writeText(out, outcome.id());
    switch (outcome) {
      case Embedded row -> {
        out.writeInt(row.vector().length);
        ByteBuffer vector = ByteBuffer.allocate(row.vector().length * Float.BYTES);
        vector.asFloatBuffer().put(row.vector());
        out.write(vector.array());
        out.writeBoolean(row.metadata() != null);
        if (row.metadata() != null) {
          writeText(out, row.metadata());
        }
      }
      case Skipped skipped -> {
        writeText(out, skipped.reason().cause());
        writeText(out, skipped.reason().text());
      }
    }
    return bytes.toByteArray();
  }

  static Outcome decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte kind = in.readByte();
    long next = in.readLong();
    String id = readText(in);
    if (kind == SKIPPED) {
      return new Skipped(id, next, new Reason(readText(in), readText(in)));
    }
    float[] vector = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(vector.length * Float.BYTES)).asFloatBuffer().get(vector);
    return new Embedded(id, next, vector, in.readBoolean() ? readText(in) : null);
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
