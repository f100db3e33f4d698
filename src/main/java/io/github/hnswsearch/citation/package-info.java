/**
 * Stored items as other programs read them: BibTeX and RIS for reference managers, CSV for
 * spreadsheets, JSON Lines for scripts. Metadata is anybody's text: whatever it holds, it stays
 * inside its entry, record, cell or line.
 */
@NullMarked
package io.github.hnswsearch.citation;

import org.jspecify.annotations.NullMarked;
