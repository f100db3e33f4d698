// Measures hnswlib on the arrays that make_vectors.py writes, and prints one JSON document.
//
//   hnswlib_peer DIR ROWS DIM QUERIES [INDEX]
//
// INDEX is a file that keeps what was built; where it is there already, it is measured and build_seconds is null.
// Built with two threads (M 16, efConstruction 200), asked by one. Times and percentiles are those of bench:
// for each ef one pass that is not timed gives recall@10, then five passes and one second at least are timed; qps
// of the median pass, latencies of all passes. An item as near as the farthest true one counts as found.
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Index = hnswlib::HierarchicalNSW<float>;

constexpr size_t kResults = 10;
constexpr size_t kMaxConn = 16;
constexpr size_t kBeamWidth = 200;
constexpr unsigned kBuildThreads = 2;
constexpr size_t kMinPasses = 5;
constexpr double kMinSeconds = 1;
constexpr double kEnough = 0.999;
// Two ways to compute the same dot product in float32 differ by less.
constexpr float kRounding = 1e-6F;
const std::vector<size_t> kLadder = {10, 16, 25, 40, 64, 100, 160, 250, 400, 800};

double seconds(Clock::duration time) { return std::chrono::duration<double>(time).count(); }

template <typename T>
std::vector<T> readAll(const std::filesystem::path& file) {
  std::vector<T> values(std::filesystem::file_size(file) / sizeof(T));
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return values;
}

void requireSize(const std::string& name, size_t found, size_t expected) {
  if (found != expected) {
    throw std::runtime_error(name + ": expected " + std::to_string(expected) + " values, found " +
                             std::to_string(found) + ". Name the shape that make_vectors.py was given.");
  }
}

// Anonymous resident memory in bytes; 0 where the system does not tell as Linux does.
size_t residentBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("RssAnon:", 0) == 0) return std::stoull(line.substr(8)) * 1024;
  }
  return 0;
}

double percentile(const std::vector<double>& sorted, double percent) {
  const auto rank = static_cast<size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
  return sorted[std::max<size_t>(rank, 1) - 1];
}

struct Data {
  size_t rows, dim, queries, neighbours;
  std::vector<float> train, test;
  std::vector<int32_t> truth;

  const float* query(size_t i) const { return &test[i * dim]; }

  // Distance within which an item counts as found.
  float farthest(const hnswlib::InnerProductSpace& space, size_t i) const {
    auto distance = const_cast<hnswlib::InnerProductSpace&>(space).get_dist_func();
    size_t length = dim;
    float most = -2;
    for (size_t j = 0; j < std::min(kResults, neighbours); j++) {
      const auto row = static_cast<size_t>(truth[i * neighbours + j]);
      most = std::max(most, distance(query(i), &train[row * dim], &length));
    }
    return most + kRounding;
  }
};

Data readData(const std::filesystem::path& folder, size_t rows, size_t dim, size_t queries) {
  Data data{rows, dim, queries, 0, readAll<float>(folder / "train.f32"), readAll<float>(folder / "test.f32"),
            readAll<int32_t>(folder / "neighbors.i32")};
  requireSize("train.f32", data.train.size(), rows * dim);
  requireSize("test.f32", data.test.size(), queries * dim);
  data.neighbours = data.truth.size() / queries;
  requireSize("neighbors.i32", data.truth.size(), data.neighbours * queries);
  if (data.neighbours < std::min(kResults, rows)) throw std::runtime_error("neighbors.i32: expected 10 a query");
  return data;
}

void build(Index& index, const Data& data) {
  std::atomic<size_t> next{0};
  std::vector<std::thread> workers;
  for (unsigned t = 0; t < kBuildThreads; t++) {
    workers.emplace_back([&] {
      for (size_t row = next++; row < data.rows; row = next++) index.addPoint(&data.train[row * data.dim], row);
    });
  }
  for (auto& worker : workers) worker.join();
}

struct Point {
  size_t ef;
  double recall, qps, p50, p95, p99;
};

Point measure(Index& index, const Data& data, const std::vector<float>& within, size_t ef) {
  index.setEf(ef);
  double recall = 0;
  for (size_t i = 0; i < data.queries; i++) {
    size_t near = 0;
    for (auto found = index.searchKnn(data.query(i), kResults); !found.empty(); found.pop()) {
      near += found.top().first <= within[i];
    }
    recall += static_cast<double>(near) / static_cast<double>(std::min(kResults, data.rows));
  }
  std::vector<double> latencies, speeds;
  const auto started = Clock::now();
  while (speeds.size() < kMinPasses || seconds(Clock::now() - started) < kMinSeconds) {
    const auto pass = Clock::now();
    auto before = pass;
    for (size_t i = 0; i < data.queries; i++) {
      const auto found = index.searchKnn(data.query(i), kResults);
      const auto after = Clock::now();
      latencies.push_back(seconds(after - before) * 1e6);
      before = after;
    }
    speeds.push_back(static_cast<double>(data.queries) / seconds(before - pass));
  }
  std::sort(latencies.begin(), latencies.end());
  std::sort(speeds.begin(), speeds.end());
  return {ef,
          recall / static_cast<double>(data.queries),
          speeds[speeds.size() / 2],
          percentile(latencies, 50),
          percentile(latencies, 95),
          percentile(latencies, 99)};
}

void run(const Data& data, const std::string& file) {
  hnswlib::InnerProductSpace space(data.dim);  // Of unit vectors it ranks as the angle does.
  const size_t before = residentBytes();
  const bool kept = !file.empty() && std::filesystem::exists(file);
  const auto started = Clock::now();
  const auto held = kept ? std::make_unique<Index>(&space, file)
                         : std::make_unique<Index>(&space, data.rows, kMaxConn, kBeamWidth);
  Index& index = *held;
  if (!kept) build(index, data);
  const std::string buildSeconds = kept ? "null" : std::to_string(seconds(Clock::now() - started));
  if (!kept && !file.empty()) index.saveIndex(file);
  std::printf(
      "{\"peer\": \"hnswlib\", \"rows\": %zu, \"dimension\": %zu, \"queries\": %zu, \"k\": %zu, \"quantization\": "
      "\"none\", \"max_conn\": %zu, \"beam_width\": %zu, \"build_threads\": %u, \"threads\": 1, "
      "\"build_seconds\": %s, \"resident_bytes\": %zu, \"points\": [",
      data.rows, data.dim, data.queries, kResults, kMaxConn, kBeamWidth, kBuildThreads, buildSeconds.c_str(),
      residentBytes() - before);
  std::vector<float> within;
  for (size_t i = 0; i < data.queries; i++) within.push_back(data.farthest(space, i));
  const char* separator = "";
  for (const size_t ef : kLadder) {
    const Point point = measure(index, data, within, ef);
    std::printf(
        "%s\n  {\"ef\": %zu, \"recall\": %.5f, \"qps\": %.1f, \"p50_us\": %.1f, \"p95_us\": %.1f, \"p99_us\": %.1f}",
        separator, point.ef, point.recall, point.qps, point.p50, point.p95, point.p99);
    separator = ",";
    if (point.recall >= kEnough) break;
  }
  std::printf("]}\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) {
    std::cerr << "usage: hnswlib_peer DIR ROWS DIM QUERIES [INDEX]\n";
    return 2;
  }
  try {
    run(readData(argv[1], std::stoull(argv[2]), std::stoull(argv[3]), std::stoull(argv[4])), argc == 6 ? argv[5] : "");
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << '\n';
    return 1;
  }
}
