package io.github.hnswsearch.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Takes the text of pages within a limit: PDFBox unpacks what a page shows, and each form on it, as
 * a whole in memory; here it is counted first.
 */
final class PdfStripper extends PDFTextStripper {
  private final Path file;
  private final DocumentLimits limits;

  PdfStripper(Path file, DocumentLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  @Override
  public void processPage(PDPage page) throws IOException {
    for (Iterator<PDStream> parts = page.getContentStreams(); parts.hasNext(); ) {
      refuseTooLarge(parts.next());
    }
    super.processPage(page);
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    refuseTooLarge(form.getContentStream());
    super.showForm(form);
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
    refuseTooLarge(form.getContentStream());
    super.showTransparencyGroup(form);
  }

  /** PDFBox goes on where a form cannot be shown, whatever the reason. */
  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException failure)
      throws IOException {
    if (failure instanceof UnreadableDocumentException
        || failure instanceof InterruptedIOException) {
      throw failure;
    }
    super.operatorException(operator, operands, failure);
  }

  private void refuseTooLarge(PDStream packed) throws IOException {
    List<COSName> filters = packed.getFilters();
    try (InputStream raw = packed.getCOSObject().createRawInputStream()) {
      InputStream in = raw;
      for (int i = 0; i < filters.size(); i++) {
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        OutputStream out = i < filters.size() - 1 ? next : OutputStream.nullOutputStream();
        FilterFactory.INSTANCE
            .getFilter(filters.get(i))
            .decode(in, new Counted(out), packed.getCOSObject(), i);
        in = new ByteArrayInputStream(next.toByteArray());
      }
    } catch (UnreadableDocumentException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // PDFBox shows what can be unpacked of a damaged stream.
    }
  }

  /** Ends with an error once too much has been written. */
  private final class Counted extends FilterOutputStream {
    private final UnpackedBytes written = new UnpackedBytes(file, limits);

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      written.add(1);
      out.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      written.add(length);
      out.write(buffer, offset, length);
    }
  }
}
