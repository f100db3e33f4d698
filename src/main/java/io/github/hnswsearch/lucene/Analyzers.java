package io.github.hnswsearch.lucene;

import io.github.hnswsearch.record.Field;
import io.github.hnswsearch.record.Schema;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** How text becomes terms, by field type. */
final class Analyzers {
  /** Keeps the values of a multi-valued field apart, so that no phrase spans two of them. */
  static final int VALUE_GAP = 100;

  /** Lucene refuses terms of over 32,766 bytes; a keyword is told apart well before. */
  private static final int MAX_KEYWORD_CHARACTERS = 1_000;

  /** A TeX accent over a letter, {@code \'e}, {@code \"{o}}, {@code \c{c}}: the letter stays. */
  private static final Pattern TEX_ACCENT =
      Pattern.compile("\\\\(?:['`^\"~=.]\\s*|[uvHcdbkr](?:\\s+|(?=\\{)))\\{?\\\\?([A-Za-z])\\}?");

  /** Commands that set type and mean nothing: {@code \mathbf}, {@code \left}. */
  private static final Pattern TEX_TYPESETTING =
      Pattern.compile(
          "\\\\(?:math(?:bf|bb|cal|rm|it|sf|frak|scr)|text(?:bf|it|rm|sc|tt|sf)?|emph|rm|bf|it|em"
              + "|left|right|operatorname|boldsymbol|bm|ensuremath|mbox|hbox)(?![A-Za-z])\\s*");

  /** Any other command is a word: {@code \alpha}, {@code \nu}. */
  private static final Pattern TEX_COMMAND = Pattern.compile("\\\\([A-Za-z]+)\\s?");

  /** Marks that stand inside words: {@code CO$_2$} is CO2. */
  private static final Pattern TEX_MARKS = Pattern.compile("[${}^_\\\\]");

  /** A title's colon parts words even where no space follows; the tokenizer would join them. */
  private static final Pattern COLON = Pattern.compile(":");

  private static final Analyzer PROSE =
      new TextAnalyzer() {
        @Override
        TokenStream terms(Tokenizer words) {
          TokenStream terms = new EnglishPossessiveFilter(words);
          terms = new ASCIIFoldingFilter(new LowerCaseFilter(terms));
          terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
          return new PorterStemFilter(terms);
        }
      };

  private static final Analyzer NAMES =
      new TextAnalyzer() {
        @Override
        TokenStream terms(Tokenizer words) {
          return new ASCIIFoldingFilter(new LowerCaseFilter(words));
        }
      };

  private static final Analyzer KEYWORDS =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer whole = new KeywordTokenizer();
          TokenStream term = keyword(whole);
          return new TokenStreamComponents(whole, term);
        }

        @Override
        protected TokenStream normalize(String field, TokenStream text) {
          return keyword(text);
        }

        private static TokenStream keyword(TokenStream text) {
          return TruncateTokenFilter.truncateAfterCodePoints(
              new ASCIIFoldingFilter(new LowerCaseFilter(text)), MAX_KEYWORD_CHARACTERS);
        }
      };

  /** Words of a text without its TeX. */
  private abstract static class TextAnalyzer extends Analyzer {
    abstract TokenStream terms(Tokenizer words);

    @Override
    protected Reader initReader(String field, Reader text) {
      return withoutTex(text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words, terms(words));
    }

    @Override
    public int getPositionIncrementGap(String field) {
      return VALUE_GAP;
    }
  }

  private Analyzers() {}

  /** The analyzer of each field of a schema, for indexing and querying alike. */
  static Analyzer of(Schema schema) {
    Map<String, Analyzer> byField = new HashMap<>();
    for (Field field : schema.fields()) {
      byField.put(
          field.name(),
          switch (field.type()) {
            case TEXT -> PROSE;
            case NAME -> NAMES;
            case KEYWORD, CATEGORY, LONG, DOUBLE, DATE, STORED -> KEYWORDS;
          });
    }
    return new PerFieldAnalyzerWrapper(KEYWORDS, byField);
  }

  /** The single term of a keyword or category: lower case, without accents. */
  static String keywordTerm(String value) {
    return KEYWORDS.normalize("", value).utf8ToString();
  }

  private static Reader withoutTex(Reader text) {
    Reader letters = new PatternReplaceCharFilter(TEX_ACCENT, "$1", text);
    Reader unset = new PatternReplaceCharFilter(TEX_TYPESETTING, " ", letters);
    Reader words = new PatternReplaceCharFilter(TEX_COMMAND, " $1", unset);
    Reader unmarked = new PatternReplaceCharFilter(TEX_MARKS, "", words);
    return new PatternReplaceCharFilter(COLON, " ", unmarked);
  }
}
