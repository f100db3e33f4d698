#!/usr/bin/env python3
"""Makes a collection of papers of any size, and queries for it, out of a real one.

All papers of the source come first, as they are. What is missing to --papers is recombined from them:
the title, authors and date of one paper, and of the abstracts of two others of the same category every
sentence with even odds. So words are as frequent and texts as long as in the source, and no two papers are
the same. The ids of recombined papers begin with 99, a year that arXiv has not reached.

Queries are titles of the source, and, every other one, the longest words of a title; a line each:
category, tab, query. What is made depends on the source, the numbers and the seed alone.
"""

import argparse
import gzip
import json
import random
import re
import sys

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
WORD = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
QUERY_WORDS = 3
IDS_PER_MONTH = 99_999


def open_text(path):
    """A text file, plain or gzipped."""
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def category(paper):
    """The paper's primary category."""
    return paper["categories"].split()[0]


def recombined(number, title, first, second, rng):
    """A paper with the title, authors and date of one, and sentences of two others."""
    sentences = SENTENCE.split(first["abstract"].strip()) + SENTENCE.split(second["abstract"].strip())
    chosen = [sentence for sentence in sentences if rng.random() < 0.5] or sentences[:1]
    month, row = divmod(number, IDS_PER_MONTH)
    return {**title, "id": f"99{month + 1:02d}.{row + 1:05d}", "abstract": " ".join(chosen)}


def papers(source, count, rng):
    """The source's papers, then as many recombined ones as are missing."""
    yield from source[:count]
    missing = count - len(source)
    if missing > 12 * IDS_PER_MONTH:
        sys.exit(f"--papers: expected at most {len(source) + 12 * IDS_PER_MONTH}, found {count}.")
    by_category = {}
    for paper in source:
        by_category.setdefault(category(paper), []).append(paper)
    for number in range(missing):
        title = rng.choice(source)
        same = by_category[category(title)]
        yield recombined(number, title, rng.choice(same), rng.choice(same), rng)


def queries(source, count, rng):
    """Titles and keywords, with the category of the paper that they are from."""
    for number, paper in enumerate(rng.sample(source, min(count, len(source)))):
        text = " ".join(paper["title"].split())
        if number % 2:
            words = sorted(dict.fromkeys(WORD.findall(text)), key=len, reverse=True)[:QUERY_WORDS]
            text = " ".join(words).lower() or text
        yield f"{category(paper)}\t{text}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="JSON Lines in the layout of the arXiv snapshot, .gz too")
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--papers-to", required=True, help="the file of papers")
    parser.add_argument("--queries-to", required=True, help="the file of queries")
    arguments = parser.parse_args()

    with open_text(arguments.source) as lines:
        source = [json.loads(line) for line in lines]
    rng = random.Random(arguments.seed)
    with open(arguments.papers_to, "w", encoding="utf-8") as out:
        for paper in papers(source, arguments.papers, rng):
            out.write(json.dumps(paper, ensure_ascii=False) + "\n")
    # Queries are for what has been written, be it fewer papers than the source has.
    with open(arguments.queries_to, "w", encoding="utf-8") as out:
        for query in queries(source[: arguments.papers], arguments.queries, rng):
            out.write(query + "\n")


if __name__ == "__main__":
    main()
