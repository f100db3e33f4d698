/**
 * Documents (PDF, DOCX, HTML, Markdown, plain text) to text, text to passages, and passages to one
 * vector. Files come from anywhere: everything that reads them is bounded in bytes, pages,
 * characters and time. Alone touches PDFBox, jsoup, commonmark and the character set detector.
 */
@NullMarked
package io.github.hnswsearch.document;

import org.jspecify.annotations.NullMarked;
