/* Which words a document uses. */
#include "sim/output/document/parts.h"

#include <string.h>

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80;
}

static bool has_small_letter(const char *word)
{
  bool found = false;
  for (; *word != '\0'; word++) {
    found = found || (*word >= 'a' && *word <= 'z');
  }
  return found;
}

/* A character as it counts. */
static char folded(char c, bool any_case)
{
  if (c == '_' || c == '-') {
    return ' ';
  }
  return (char)(any_case && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Whether the word stands at the beginning of text, whole. */
static bool begins_with(const char *text, const char *word, bool any_case)
{
  size_t n = 0;
  while (word[n] != '\0' && folded(text[n], any_case) == folded(word[n], any_case)) {
    n++;
  }
  return word[n] == '\0' && (!is_letter(text[n]) || (text[n] == 's' && !is_letter(text[n + 1])));
}

static bool says(const char *text, const char *word, bool any_case)
{
  for (size_t i = 0; text[i] != '\0'; i++) {
    if ((i == 0 || !is_letter(text[i - 1])) && begins_with(text + i, word, any_case)) {
      return true;
    }
  }
  return false;
}

static bool row_says(const sl_document_row_t *row, const char *word, bool any_case)
{
  bool found = says(row->label, word, any_case);
  for (size_t c = 0; c < row->n; c++) {
    found = found || (row->cell[c].unit == SL_CELL_TEXT && says(row->cell[c].text, word, any_case));
  }
  return found;
}

static bool table_says(const sl_document_table_t *table, const char *word, bool any_case)
{
  bool found = says(table->caption, word, any_case);
  for (size_t c = 0; c < table->columns; c++) {
    found = found || says(table->header[c], word, any_case);
  }
  for (size_t r = 0; r < table->rows; r++) {
    found = found || row_says(&table->row[r], word, any_case);
  }
  return found;
}

static bool chart_says(const sl_document_chart_t *chart, const char *word, bool any_case)
{
  bool found = says(chart->title, word, any_case) || says(chart->axis, word, any_case);
  for (size_t s = 0; s < chart->n; s++) {
    found = found || says(chart->series[s].name, word, any_case);
  }
  return found;
}

static bool block_says(const sl_document_block_t *block, const char *word, bool any_case)
{
  bool found = says(block->text, word, any_case);
  for (size_t i = 0; block->kind == SL_BLOCK_LIST && i < block->n; i++) {
    found = found || says(block->item[i], word, any_case);
  }
  found = found || (block->table != NULL && table_says(block->table, word, any_case));
  return found || (block->chart != NULL && chart_says(block->chart, word, any_case));
}

bool sl_document_says(const sl_document_t *document, const char *word)
{
  const bool any_case = has_small_letter(word);
  bool found = false;
  for (size_t i = 0; document != NULL && document->code == SL_OK && i < document->blocks; i++) {
    found = found || block_says(&document->block[i], word, any_case);
  }
  return found;
}
