/* The words of the trade that stand in the document, from the table that `stoploss explain` has;
 * and those that the meanings above use. */
#include "sim/input/reference/glossary.h"
#include "sim/output/decision/chapters.h"

static bool is_used(const sl_document_t *document, const sl_glossary_entry_t *entry)
{
  bool used = sl_document_says(document, entry->word);
  for (size_t i = 0; entry->also[i] != NULL; i++) {
    used = used || sl_document_says(document, entry->also[i]);
  }
  return used;
}

void sl_chapter_glossary(sl_document_t *document, const sl_decision_t *decision)
{
  size_t n = 0;
  const sl_glossary_entry_t *entries = sl_glossary(&n);
  sl_document_table_t *table = NULL;
  (void)decision;
  for (size_t i = 0; i < n; i++) {
    if (!is_used(document, &entries[i])) {
      continue;
    }
    if (table == NULL) {
      sl_document_heading(document, 1, "What the words mean");
      table = sl_document_table(document, "glossary", "The words of the trade on this page", false);
      sl_table_column(table, "word");
      sl_table_column(table, "meaning");
    }
    sl_table_row(table, SL_ROW_PLAIN, entries[i].word);
    sl_table_cell(table, sl_cell_text(entries[i].meaning));
  }
}
