package io.github.hnswsearch.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * DOCX (ISO/IEC 29500): the words of the main part without what was deleted, field codes and the
 * doubles for older programs. The title is that of the properties, else the first paragraph of
 * style Title. Elements are told by their local names, which the transitional and the strict form
 * share.
 */
final class DocxReader implements FormatReader {
  static final String MAIN_PART = "word/document.xml";
  private static final String PROPERTIES = "docProps/core.xml";

  /** Deleted or moved text, field codes, and what only older programs show. */
  private static final Set<String> LEFT_OUT =
      Set.of("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback");

  @Override
  public void read(Path file, DocumentLimits limits, Draft draft) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.getEntry(PROPERTIES) != null) {
        read(file, zip, PROPERTIES, limits, new Properties(draft));
      }
      read(file, zip, MAIN_PART, limits, new Body(draft));
    }
  }

  /** Hears the elements of a part and the text in them. */
  private interface Handler {
    void start(String element, XMLStreamReader xml);

    void text(String text) throws IOException;

    void end(String element) throws IOException;
  }

  private static void read(
      Path file, ZipFile zip, String part, DocumentLimits limits, Handler handler)
      throws IOException {
    ZipEntry entry = zip.getEntry(part);
    try (InputStream in = new LimitedStream(zip.getInputStream(entry), file, limits)) {
      XMLStreamReader xml = factory().createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (LEFT_OUT.contains(xml.getLocalName())) {
              skip(xml);
            } else {
              handler.start(xml.getLocalName(), xml);
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              handler.text(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> handler.end(xml.getLocalName());
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new IOException(part + " declares entities, which the format forbids");
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(part + " is not well-formed XML", e);
    }
  }

  private static void skip(XMLStreamReader xml) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  /** No DTDs, no entities, nothing from outside the file. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** The main part: paragraphs (p) of runs of text (t). */
  private static final class Body implements Handler {
    private static final String TITLE_STYLE = "Title";

    private final Draft draft;
    private final StringBuilder title = new StringBuilder();
    private boolean inText;
    private boolean inTitle;

    Body(Draft draft) {
      this.draft = draft;
    }

    @Override
    public void start(String element, XMLStreamReader xml) {
      switch (element) {
        case "t" -> inText = true;
        case "pStyle" -> inTitle = title.isEmpty() && isTitle(xml);
        default -> {}
      }
    }

    private static boolean isTitle(XMLStreamReader xml) {
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        if (xml.getAttributeLocalName(i).equals("val")) {
          return xml.getAttributeValue(i).equalsIgnoreCase(TITLE_STYLE);
        }
      }
      return false;
    }

    @Override
    public void text(String words) throws IOException {
      if (inText) {
        add(words);
      }
    }

    @Override
    public void end(String element) throws IOException {
      switch (element) {
        case "t" -> inText = false;
        case "tab" -> add("\t");
        case "br", "cr" -> add("\n");
        case "noBreakHyphen" -> add("-");
        case "p" -> {
          if (inTitle) {
            draft.title(title.toString());
          }
          inTitle = false;
          add("\n");
        }
        default -> {}
      }
    }

    private void add(String words) throws IOException {
      if (inTitle) {
        title.append(words);
      }
      draft.text().write(words);
    }
  }

  /** The properties of the file, one of which is its title. */
  private static final class Properties implements Handler {
    private final Draft draft;
    private final StringBuilder title = new StringBuilder();
    private boolean inTitle;

    Properties(Draft draft) {
      this.draft = draft;
    }

    @Override
    public void start(String element, XMLStreamReader xml) {
      inTitle = element.equals("title");
    }

    @Override
    public void text(String words) {
      if (inTitle) {
        title.append(words);
      }
    }

    @Override
    public void end(String element) {
      if (inTitle) {
        draft.title(title.toString());
      }
      inTitle = false;
    }
  }
}
