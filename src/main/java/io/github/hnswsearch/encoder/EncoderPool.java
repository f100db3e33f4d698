package io.github.hnswsearch.encoder;

import io.github.hnswsearch.record.BadInputException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Loads each side of each encoder once and keeps it until closed. */
public final class EncoderPool implements Encoders, AutoCloseable {
  private final EncoderCatalog catalog;
  private final EncoderOptions options;
  private final Map<String, OnDemand<TextEncoder>> texts = new ConcurrentHashMap<>();
  private final Map<String, OnDemand<ImageEncoder>> images = new ConcurrentHashMap<>();

  public EncoderPool(EncoderCatalog catalog, EncoderOptions options) {
    this.catalog = catalog;
    this.options = options;
  }

  @Override
  public TextEncoder text(String name) throws IOException {
    return texts.computeIfAbsent(name, key -> new OnDemand<>(() -> loadText(key))).get();
  }

  private TextEncoder loadText(String name) throws IOException {
    EncoderDescription description = catalog.describe(name);
    if (description.text() == null) {
      throw OneSidedEncoderException.readsPicturesOnly(name);
    }
    return new CachingEncoder(
        TowerTextEncoder.load(description, description.text(), options.with(description)));
  }

  @Override
  public ImageEncoder image(String name) throws IOException {
    return images.computeIfAbsent(name, key -> new OnDemand<>(() -> loadImage(key))).get();
  }

  @Override
  public boolean readsPictures(String name) throws IOException {
    try {
      return catalog.describe(name).image() != null;
    } catch (BadInputException e) {
      return false;
    }
  }

  private ImageEncoder loadImage(String name) throws IOException {
    EncoderDescription description = catalog.describe(name);
    if (description.image() == null) {
      throw OneSidedEncoderException.readsTextsOnly(name);
    }
    return TowerImageEncoder.load(description, description.image(), options.with(description));
  }

  @Override
  public void close() {
    texts.values().forEach(OnDemand::close);
    images.values().forEach(OnDemand::close);
  }
}
