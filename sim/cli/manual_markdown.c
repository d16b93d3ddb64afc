/* The Markdown of the reference page as scdoc: a row of a table becomes an item with what is said
 * of it below, since a terminal has no room for five columns. */
#include "sim/cli/manual.h"
#include "sim/input/read/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define COLUMNS_MAX 8

typedef struct span {
  const char *begin;
  size_t length;
} span_t;

typedef struct page {
  sl_text_t text;
  span_t columns[COLUMNS_MAX]; /* names of the table at hand */
  size_t n_columns;
} page_t;

/* Words with `code`, which is set bold; "\|" is a bar. */
static void append_words(sl_text_t *text, span_t words)
{
  for (size_t i = 0; i < words.length; i++) {
    const char c = words.begin[i];
    if (c == '`') {
      sl_text_append(text, "*");
    } else if (c == '\\' && i + 1 < words.length && words.begin[i + 1] == '|') {
      continue;
    } else {
      sl_text_append(text, strchr("*_\\#[]|+-", c) != NULL ? "\\%c" : "%c", c);
    }
  }
}

/* The cells of "| a | b |"; how many. */
static size_t split_row(span_t line, span_t cells[COLUMNS_MAX])
{
  size_t n = 0, begin = 2;
  for (size_t i = 2; i < line.length && n < COLUMNS_MAX; i++) {
    if (line.begin[i] == '|' && line.begin[i - 1] != '\\') {
      const size_t end = i > begin && line.begin[i - 1] == ' ' ? i - 1 : i;
      cells[n++] = (span_t){line.begin + begin, end > begin ? end - begin : 0};
      begin = i + 2;
    }
  }
  return n;
}

static bool is_called(span_t column, const char *name)
{
  return column.length == strlen(name) && memcmp(column.begin, name, column.length) == 0;
}

/* What a row means comes first, the other cells after it with the names of their columns. */
static void append_row(page_t *page, const span_t *cells, size_t n)
{
  sl_text_t *text = &page->text;
  const bool bold = cells[0].length > 0 && cells[0].begin[0] != '`';
  const char *separator = "\t";
  sl_text_append(text, bold ? "*" : "");
  append_words(text, cells[0]);
  sl_text_append(text, bold ? "*\n" : "\n");
  for (int turn = 0; turn < 2; turn++) {
    for (size_t i = 1; i < n && i < page->n_columns; i++) {
      const bool meaning =
          is_called(page->columns[i], "meaning") || is_called(page->columns[i], "what it is");
      if (meaning != (turn == 0) || cells[i].length == 0) {
        continue;
      }
      sl_text_append(text, "%s", separator);
      if (!meaning) {
        sl_text_append(text, "%.*s: ", (int)page->columns[i].length, page->columns[i].begin);
      }
      append_words(text, cells[i]);
      separator = turn == 0 ? ".\n\n\t" : "; ";
    }
  }
  sl_text_append(text, "\n\n");
}

static void append_table_line(page_t *page, span_t line)
{
  span_t cells[COLUMNS_MAX];
  const size_t n = split_row(line, cells);
  if (page->n_columns == 0) {
    memcpy(page->columns, cells, n * sizeof *cells);
    page->n_columns = n;
  } else if (n > 0 && !is_called(cells[0], "---")) {
    append_row(page, cells, n);
  }
}

static void append_line(page_t *page, span_t line)
{
  sl_text_t *text = &page->text;
  const size_t marks = strspn(line.begin, "#");
  if (line.begin[0] == '|') {
    append_table_line(page, line);
    return;
  }
  page->n_columns = 0;
  if (marks == 1) {
    return; /* the title: NAME says it */
  }
  if (marks > 1) {
    sl_text_append(text, marks == 2 ? "# " : "## ");
    append_words(text, (span_t){line.begin + marks + 1, line.length - marks - 1});
  } else if (line.length > 2 && (memcmp(line.begin, "- ", 2) == 0 || line.begin[0] == ' ')) {
    sl_text_append(text, "%.2s", line.begin);
    append_words(text, (span_t){line.begin + 2, line.length - 2});
  } else {
    append_words(text, line);
  }
  sl_text_append(text, "\n");
}

char *cli_manual_of_markdown(const char *markdown)
{
  page_t page = {.n_columns = 0};
  const char *line = markdown;
  bool blank = true, described = false;
  while (*line != '\0') {
    const span_t span = {line, strcspn(line, "\n")};
    if (span.length > 0 && !described && line[0] != '#') {
      sl_text_append(&page.text, "# DESCRIPTION\n\n");
      described = true;
    }
    if (span.length > 0) {
      append_line(&page, span);
      blank = line[0] == '|' || (line[0] == '#' && line[1] == ' ');
    } else if (!blank) {
      sl_text_append(&page.text, "\n");
      blank = true;
    }
    line += span.length + (line[span.length] == '\n');
  }
  return sl_text_take(&page.text);
}
