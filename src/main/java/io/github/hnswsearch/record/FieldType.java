package io.github.hnswsearch.record;

/** How a metadata field is read, searched and filtered. Values are carried as canonical text. */
public enum FieldType {
  /** Prose: analysed, part of keyword search, stored. */
  TEXT,
  /** An exact value compared without regard to case or accents, such as a licence or a DOI. */
  KEYWORD,
  /** A value in a dotted hierarchy: {@code cs.LG} is also found as {@code cs}. */
  CATEGORY,
  /** A person's name: any part of it, in any order, finds it; part of keyword search. */
  NAME,
  /** A whole number, 64 bits, filtered by range. Canonical text: {@link Long#toString(long)}. */
  LONG,
  /** A finite number, filtered by range. Canonical text: {@link Double#toString(double)}. */
  DOUBLE,
  /** A calendar day, filtered by range. Canonical text: ISO 8601, {@code 2017-06-12}. */
  DATE,
  /** Kept and shown, never searched. */
  STORED
}
