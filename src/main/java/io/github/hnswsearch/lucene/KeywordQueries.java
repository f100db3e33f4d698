package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.FieldType;
import io.github.hnswsearch.record.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's words as a Lucene query: fields, phrases, ranges, {@code AND}, {@code OR}, {@code
 * NOT}. What is not meant as syntax, such as the colon in a title, is read as text; what cannot be
 * read as syntax at all is searched as plain words, and a warning says so.
 */
final class KeywordQueries {
  /** A word in the title counts as two in the abstract. */
  private static final float TITLE_BOOST = 2;

  private static final String TITLE = "title";

  private static final Pattern FIELD_MARK =
      Pattern.compile("(?<![\\p{L}\\p{N}_\\\\])([\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*):(\\s|$)?");

  /** A range as filters write it. */
  private static final Pattern DOTTED_RANGE =
      Pattern.compile("(?<![^\\s(+-])(\\w+):([\\d-]*)\\.\\.([\\d-]*)(?=[\\s)]|$)");

  private static final Pattern LONE_OPERATOR = Pattern.compile("(?<=^|\\s)[-+!](?=\\s|$)");

  private static final Pattern OPERATOR = Pattern.compile("(?<=^|\\s)(?:AND|OR|NOT)(?=\\s|$)");

  /** A backslash before what is no syntax is TeX: {@code Poincar\\'e}, {@code \\alpha}. */
  private static final Pattern LITERAL_BACKSLASH =
      Pattern.compile("\\\\(?![-+&|!(){}\\[\\]^\"~*?:\\\\/])");

  private static final int MAX_BRACKETS = 100;

  /** Regular expressions are not offered: a slash is a slash, as in TCP/IP. */
  private static final Pattern SLASH = Pattern.compile("(?<!\\\\)/");

  private final Schema schema;
  private final Analyzer analyzer;
  private final List<String> textFields;

  KeywordQueries(Schema schema, Analyzer analyzer) {
    this.schema = schema;
    this.analyzer = analyzer;
    this.textFields = schema.names(FieldType.TEXT, FieldType.NAME);
  }

  /**
   * A query and how it was read.
   *
   * @param warnings in sentences, empty where the text was read as it stands
   */
  record Parsed(Query query, List<String> warnings) {}

  /**
   * Reads a text; never fails.
   *
   * @param fields text fields to search, empty for all
   */
  Parsed parse(String text, List<String> fields) {
    if (text.isBlank()) {
      return new Parsed(MatchAllDocsQuery.INSTANCE, List.of());
    }
    List<String> searched = fields.isEmpty() ? textFields : fields;
    if (searched.isEmpty()) {
      return new Parsed(
          new MatchNoDocsQuery("no text fields"),
          List.of("This collection has no text to search by words."));
    }
    List<String> warnings = new ArrayList<>();
    Query query = parse(text, searched, warnings);
    if (ClauseCount.of(query) == 0) {
      warnings.add("The query holds no word that can be searched for.");
    }
    return new Parsed(query, warnings);
  }

  private Query parse(String text, List<String> fields, List<String> warnings) {
    try {
      requireShallow(text);
      Query query = parser(fields).parse(asSyntax(text, warnings));
      return ClauseCount.of(query) <= ClauseCount.MAX ? query : plain(text, fields, warnings);
    } catch (ParseException | IllegalArgumentException | TooComplexToDeterminizeException e) {
      if (!(e.getCause() instanceof IndexSearcher.TooManyClauses)) {
        warnings.add(
            "The query was searched as plain words: a quote, bracket or operator in it has no"
                + " counterpart.");
      }
      return plain(text, fields, warnings);
    }
  }

  /** The parser calls itself for every bracket, and the stack is finite. */
  private static void requireShallow(String text) throws ParseException {
    if (text.chars().filter(c -> c == '(').count() > MAX_BRACKETS) {
      throw new ParseException("more than " + MAX_BRACKETS + " brackets");
    }
  }

  /** As many of the first words as one query can hold. */
  private Query plain(String text, List<String> fields, List<String> warnings) {
    for (String start = text; !start.isEmpty(); start = firstHalf(start)) {
      Optional<Query> query = words(start, fields);
      if (query.isPresent()) {
        if (start.length() < text.length()) {
          warnings.add(
              "The query is too long: only its first %d characters were searched."
                  .formatted(start.length()));
        }
        return query.get();
      }
    }
    return new MatchNoDocsQuery("no words");
  }

  private Optional<Query> words(String text, List<String> fields) {
    try {
      String escaped = OPERATOR.matcher(QueryParser.escape(text)).replaceAll("\\\\$0");
      return Optional.of(parser(fields).parse(escaped))
          .filter(query -> ClauseCount.of(query) <= ClauseCount.MAX);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static String firstHalf(String text) {
    int half = text.length() / 2;
    int space = text.lastIndexOf(' ', half);
    return text.substring(0, space > 0 ? space : half);
  }

  /** Escapes what is not meant as syntax. */
  private String asSyntax(String text, List<String> warnings) {
    String literal = LITERAL_BACKSLASH.matcher(text).replaceAll("\\\\\\\\");
    String slashed = SLASH.matcher(literal).replaceAll("\\\\/");
    String operated = LONE_OPERATOR.matcher(slashed).replaceAll(" ");
    String ranged = DOTTED_RANGE.matcher(operated).replaceAll(this::range);
    return FIELD_MARK.matcher(ranged).replaceAll(mark -> fieldMark(mark, warnings));
  }

  private String range(MatchResult range) {
    boolean known =
        schema
            .find(range.group(1))
            .filter(field -> field.type() == FieldType.LONG || field.type() == FieldType.DATE)
            .isPresent();
    return known
        ? "%s:[%s TO %s]".formatted(range.group(1), end(range.group(2)), end(range.group(3)))
        : Matcher.quoteReplacement(range.group());
  }

  private static String end(String end) {
    return end.isEmpty() ? "*" : end;
  }

  private String fieldMark(MatchResult mark, List<String> warnings) {
    String name = mark.group(1);
    boolean spaced = mark.group(2) != null;
    if (!spaced
        && schema.find(name).filter(field -> field.type() != FieldType.STORED).isPresent()) {
      return "$0";
    }
    if (!spaced && name.chars().allMatch(c -> c == '_' || Character.isLowerCase(c))) {
      warnings.add(
          "There is no field \"%s\"; it was searched as a word. Fields: %s."
              .formatted(
                  name, String.join(", ", schema.fields().stream().map(Field::name).toList())));
    }
    return "$1\\\\:$2";
  }

  private QueryParser parser(List<String> fields) {
    Map<String, Float> boosts = new HashMap<>();
    for (String field : fields) {
      boosts.put(field, field.equals(TITLE) ? TITLE_BOOST : 1);
    }
    QueryParser parser = new TypedParser(fields.toArray(String[]::new), boosts);
    parser.setAllowLeadingWildcard(false);
    return parser;
  }

  /** Reads ranges and values of numeric fields as numbers. */
  private final class TypedParser extends MultiFieldQueryParser {
    TypedParser(String[] fields, Map<String, Float> boosts) {
      super(fields, KeywordQueries.this.analyzer, boosts);
    }

    @Override
    protected Query getFieldQuery(@Nullable String field, String text, boolean quoted)
        throws ParseException {
      Query number = range(field, text, text, true, true);
      return number == null ? super.getFieldQuery(field, text, quoted) : number;
    }

    @Override
    protected Query getRegexpQuery(@Nullable String field, String expression)
        throws ParseException {
      throw new ParseException("regular expressions are not offered");
    }

    @Override
    protected Query getRangeQuery(
        @Nullable String field,
        @Nullable String from,
        @Nullable String to,
        boolean includeFrom,
        boolean includeTo)
        throws ParseException {
      Query number = range(field, from, to, includeFrom, includeTo);
      return number == null ? super.getRangeQuery(field, from, to, includeFrom, includeTo) : number;
    }

    private @Nullable Query range(
        @Nullable String name,
        @Nullable String from,
        @Nullable String to,
        boolean includeFrom,
        boolean includeTo)
        throws ParseException {
      Field field = name == null ? null : schema.find(name).orElse(null);
      if (field == null) {
        return null;
      }
      return NumericRanges.of(field, from, to, includeFrom, includeTo);
    }
  }
}
