package io.github.hnswsearch.dataset.metadata;

import com.carrotsearch.hppc.BitMixer;

/** 64 bits for a key: FNV-1a over its characters, then a finaliser that spreads every bit. */
final class KeyHash {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private KeyHash() {}

  static long of(String key) {
    long hash = OFFSET_BASIS;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * PRIME;
    }
    return BitMixer.mix64(hash);
  }
}
