-- wrk -s search.lua http://HOST:PORT -- COLLECTION KIND QUERIES RUN
--
-- Sends searches of a kind (vector, keyword, hybrid, filtered, facets), each with another text, and prints
-- one line of results: KEY=VALUE, separated by spaces.
--
-- QUERIES is a file of make_papers.py. Each thread goes through it from a place of its own; from the second
-- pass on, a query is lengthened by the last word of another and the number of the pass. RUN, a number that
-- grows with each run against a server, sets where a run begins. So no text is ever sent twice: the server's
-- cache of embeddings answers none of them, and what is measured includes embedding.

local SAMPLE = 20 -- Every so many answers is looked into: that takes time from the server's processors.

local threads = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

local function encode(text)
  return (text:gsub("[^%w%-_.~]", function(c) return string.format("%%%02X", string.byte(c)) end))
end

local KINDS = {
  vector = function() return "mode=vector" end,
  keyword = function() return "mode=keyword" end,
  hybrid = function() return "mode=hybrid" end,
  filtered = function(category) return "mode=hybrid&filter=year:2026&filter=category:" .. encode(category) end,
  facets = function() return "mode=hybrid&facets=year,category" end,
}

function init(args)
  local collection, kind, file, run = args[1], args[2], args[3], tonumber(args[4])
  parameters = KINDS[kind] or error("kind: expected vector, keyword, hybrid, filtered or facets, found " .. kind)
  path = "/api/collections/" .. collection .. "/search?size=10&"
  categories, texts = {}, {}
  for line in io.lines(file) do
    local category, text = line:match("^([^\t]+)\t(.+)$")
    table.insert(categories, category)
    table.insert(texts, text)
  end
  -- Runs and threads are a prime number of queries apart: they meet no sooner than after many passes.
  sent = run * 1000003 + id * 104729
  first_pass = math.floor(sent / #texts)
  answers, sampled, embed_ms, bytes = 0, 0, 0, 0
  unanswerable = 0
  statuses = ""
  counts = {}
end

function request()
  local place = sent % #texts + 1
  local pass = math.floor(sent / #texts)
  sent = sent + 1
  local text = texts[place]
  if pass > 0 then
    local other = texts[(place + pass * 7919) % #texts + 1]
    text = text .. " " .. other:match("%S+$") .. " " .. pass
  end
  return wrk.format("GET", path .. parameters(categories[place]) .. "&q=" .. encode(text))
end

function response(status, headers, body)
  answers = answers + 1
  if status ~= 200 then
    counts[status] = (counts[status] or 0) + 1
    statuses = ""
    for code, count in pairs(counts) do
      statuses = statuses .. code .. ":" .. count .. ","
    end
    if status == 503 and not (headers["Retry-After"] or headers["retry-after"]) then
      unanswerable = unanswerable + 1
    end
  elseif answers % SAMPLE == 0 then
    sampled = sampled + 1
    bytes = bytes + #body
    embed_ms = embed_ms + (tonumber(body:match('"embed":([%d.eE-]+)')) or 0)
  end
end

function done(summary, latency)
  local all, sampled, embed_ms, bytes, unanswerable = {}, 0, 0, 0, 0
  for _, thread in ipairs(threads) do
    sampled = sampled + thread:get("sampled")
    embed_ms = embed_ms + thread:get("embed_ms")
    bytes = bytes + thread:get("bytes")
    unanswerable = unanswerable + thread:get("unanswerable")
    for code, count in thread:get("statuses"):gmatch("(%d+):(%d+),") do
      all[code] = (all[code] or 0) + tonumber(count)
    end
  end
  local others, refused, failed = {}, 0, 0
  for code, count in pairs(all) do
    table.insert(others, code .. ":" .. count)
    refused = refused + count
    if code ~= "503" then
      failed = failed + count
    end
  end
  local errors = summary.errors
  io.write(string.format(
    "RESULT answered=%d per_second=%.0f p50_ms=%.2f p99_ms=%.2f max_ms=%.2f others=%s failed=%d "
      .. "without_retry_after=%d socket_errors=%d timeouts=%d embed_ms=%.2f mean_bytes=%.0f\n",
    summary.requests - refused,
    (summary.requests - refused) / (summary.duration / 1e6),
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    latency.max / 1e3,
    #others > 0 and table.concat(others, ",") or "-",
    failed,
    unanswerable,
    errors.connect + errors.read + errors.write,
    errors.timeout,
    sampled > 0 and embed_ms / sampled or 0,
    sampled > 0 and bytes / sampled or 0))
end
