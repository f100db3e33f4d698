package io.github.hnswsearch.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A server of {@link SampleCollections}, and a client of it. */
final class SampleServer extends SharedFixture<SampleServer.Running> {
  SampleServer() {
    super(Running.class);
  }

  /** What runs. */
  static final class Running implements Closeable {
    private final SampleCollections sample;
    private final RunningServer server;
    private final ApiClient client;

    private Running(Path folder) throws IOException {
      sample = new SampleCollections(folder);
      server = new RunningServer(sample.collections());
      client = client(server);
    }

    SampleCollections sample() {
      return sample;
    }

    RunningServer server() {
      return server;
    }

    ApiClient client() {
      return client;
    }

    /** A client of another server, which uploads the same files. */
    ApiClient client(RunningServer other) {
      return new ApiClient(other.uri("/"), sample.pictures());
    }

    @Override
    public void close() {
      client.close();
      server.close();
      sample.close();
    }
  }

  @Override
  Running make(Path folder) throws IOException {
    return new Running(folder);
  }
}
