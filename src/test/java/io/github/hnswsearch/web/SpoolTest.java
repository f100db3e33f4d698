package io.github.hnswsearch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

/** What is kept is what was added, however it came. */
final class SpoolTest {
  private static final int MEMORY = 1_000;

  private final SpoolSpace space = new SpoolSpace(10_000);

  @Property(tries = 300)
  void whatIsReadIsWhatWasAdded(
      @ForAll @IntRange(max = 40) int parts,
      @ForAll @IntRange(max = 2_500) int longest,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    try (Spool spool = new Spool(new SpoolSpace(Long.MAX_VALUE), MEMORY)) {
      for (int i = 0; i < parts; i++) {
        byte[] part = new byte[random.nextInt(longest + 1)];
        random.nextBytes(part);
        added.writeBytes(part);
        spool.add(ByteBuffer.wrap(part));
      }

      assertThat(spool.finish()).isTrue();
      assertThat(spool.length()).isEqualTo(added.size());
      assertThat(read(spool)).isEqualTo(added.toByteArray());
    }
  }

  @Test
  void whatIsShortTakesNoSpace() throws IOException {
    try (Spool spool = new Spool(space, MEMORY)) {
      spool.add(ByteBuffer.allocate(MEMORY));

      assertThat(spool.finish()).isTrue();
      assertThat(space.taken()).isZero();
    }
  }

  @Test
  void whatIsLongTakesSpaceUntilItIsClosed() throws IOException {
    try (Spool spool = new Spool(space, MEMORY)) {
      spool.add(ByteBuffer.allocate(MEMORY));
      spool.add(ByteBuffer.allocate(1));

      assertThat(spool.finish()).isTrue();
      assertThat(space.taken()).isEqualTo(MEMORY + 1);
    }
    assertThat(space.taken()).isZero();
  }

  @Test
  void whatFindsNoSpaceIsRefusedAndLeavesItToOthers() throws IOException {
    try (Spool other = new Spool(space, MEMORY);
        Spool spool = new Spool(space, MEMORY)) {
      other.add(ByteBuffer.allocate(4_000));
      spool.add(ByteBuffer.allocate(5_000));
      assertThat(spool.isRefused()).isFalse();
      spool.add(ByteBuffer.allocate(5_000));
      spool.add(ByteBuffer.allocate(500));

      assertThat(spool.isRefused()).isTrue();
      assertThat(spool.finish()).isFalse();
      assertThat(space.taken()).isEqualTo(4_000);
      assertThat(other.finish()).isTrue();
    }
  }

  private static byte[] read(Spool spool) throws IOException {
    try (ByteArrayOutputStream read = new ByteArrayOutputStream()) {
      Content.Source.asInputStream(spool.source(new ByteBufferPool.NonPooling())).transferTo(read);
      return read.toByteArray();
    }
  }
}
