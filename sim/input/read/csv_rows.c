#include "sim/input/read/csv_rows.h"

#include "sim/input/read/utf8.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
  const char *path;
  sl_faults_t *faults;
  struct csv_parser parser;
  size_t line;
  char *text; /* the fields of the current row, each with its NUL */
  size_t text_length;
  size_t text_capacity;
  size_t n;
  size_t offset[SL_CSV_FIELDS_MAX];
  const char *fields[SL_CSV_FIELDS_MAX];
  bool refused; /* the current row has a fault */
  bool no_memory;
} reader_t;

static const char parser_options = CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL;

static void refuse(reader_t *reader, size_t field, const char *text)
{
  if (!reader->refused) {
    sl_faults_add(reader->faults, SL_ERR_INPUT, reader->path, reader->line, field, "%s", text);
  }
  reader->refused = true;
}

static bool reserve_text(reader_t *reader, size_t more)
{
  const size_t needed = reader->text_length + more;
  if (needed <= reader->text_capacity) {
    return true;
  }
  char *text = realloc(reader->text, 2 * needed);
  if (text == NULL) {
    reader->no_memory = true;
    return false;
  }
  reader->text = text;
  reader->text_capacity = 2 * needed;
  return true;
}

static void take_field(void *data, size_t length, void *context)
{
  reader_t *reader = context;
  const size_t i = reader->n++;
  if (length > SL_CSV_FIELD_MAX) {
    refuse(reader, i + 1, "this field is longer than 4096 bytes");
  }
  if (i >= SL_CSV_FIELDS_MAX || reader->refused || !reserve_text(reader, length + 1)) {
    return;
  }
  if (length > 0) {
    memcpy(reader->text + reader->text_length, data, length);
  }
  reader->text[reader->text_length + length] = '\0';
  reader->offset[i] = reader->text_length;
  reader->text_length += length + 1;
}

static bool is_utf8(const char *bytes, size_t n)
{
  while (n > 0) {
    const size_t length = sl_utf8_next(bytes, n, NULL);
    if (length == 0) {
      return false;
    }
    bytes += length;
    n -= length;
  }
  return true;
}

static bool is_blank(const char *bytes, size_t n)
{
  size_t i = 0;
  while (i < n && (bytes[i] == ' ' || bytes[i] == '\t')) {
    i++;
  }
  return i == n;
}

/* After a refused line the parser stands inside a field: only a new one starts clean. */
static void renew_parser(reader_t *reader)
{
  csv_free(&reader->parser);
  reader->no_memory |= csv_init(&reader->parser, (unsigned char)parser_options) != 0;
}

static void parse_line(reader_t *reader, const char *bytes, size_t n)
{
  struct csv_parser *parser = &reader->parser;
  if (csv_parse(parser, bytes, n, take_field, NULL, reader) == n &&
      csv_fini(parser, take_field, NULL, reader) == 0) {
    return;
  }
  const int cause = csv_error(parser);
  const bool unclosed = cause == CSV_EPARSE && parser->quoted;
  if (cause == CSV_EPARSE) {
    refuse(reader, reader->n + 1,
           unclosed ? "a quoted field is not closed on its line, or text follows its closing quote"
                    : "a quote inside a field: quote the whole field and double the quote");
  } else {
    reader->no_memory = true;
  }
  renew_parser(reader);
}

static int read_line(reader_t *reader, const char *bytes, size_t n, sl_csv_sink_t sink,
                     void *context)
{
  reader->n = 0;
  reader->text_length = 0;
  reader->refused = false;
  if (memchr(bytes, '\0', n) != NULL) {
    refuse(
        reader, 0,
        "a NUL byte: this is not a text file; save it as CSV UTF-8, or, a census, let it be read: "
        "stoploss import census FILE");
  } else if (!is_utf8(bytes, n)) {
    refuse(reader, 0,
           "a byte that is not UTF-8; save it as CSV UTF-8, or, a census, let it be read: stoploss "
           "import census FILE");
  } else {
    parse_line(reader, bytes, n);
  }
  if (reader->no_memory) {
    return SL_ERR_MEMORY;
  }
  if (reader->refused) {
    return sink(context, reader->line, NULL, 0);
  }
  for (size_t i = 0; i < reader->n && i < SL_CSV_FIELDS_MAX; i++) {
    reader->fields[i] = reader->text + reader->offset[i];
  }
  return sink(context, reader->line, reader->fields, reader->n);
}

static int read_lines(reader_t *reader, const char *bytes, size_t n, sl_csv_sink_t sink,
                      void *context)
{
  size_t begin = 0;
  while (begin < n) {
    size_t end = begin;
    while (end < n && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    reader->line++;
    if (!is_blank(bytes + begin, end - begin)) {
      const int code = read_line(reader, bytes + begin, end - begin, sink, context);
      if (code != SL_OK) {
        return code;
      }
    }
    begin = end + (end + 1 < n && bytes[end] == '\r' && bytes[end + 1] == '\n' ? 2 : 1);
  }
  return SL_OK;
}

static bool starts_with(const char *bytes, size_t n, const char *mark)
{
  return n >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0;
}

int sl_csv_read(const sl_provider_t *provider, const char *path, sl_csv_sink_t sink, void *context,
                sl_faults_t *faults)
{
  char *bytes = NULL;
  size_t n = 0;
  reader_t reader = {.path = path, .faults = faults};
  const bool ready = csv_init(&reader.parser, (unsigned char)parser_options) == 0;
  int code = ready ? sl_input_read(provider, path, SL_CSV_BYTES, "2 GiB", &bytes, &n, faults)
                   : SL_ERR_MEMORY;
  if (code != SL_OK) {
    goto out;
  }
  if (starts_with(bytes, n, "\xFF\xFE") || starts_with(bytes, n, "\xFE\xFF")) {
    code = SL_ERR_INPUT;
    sl_faults_add(
        faults, code, path, 1, 0,
        "UTF-16 text; save it as CSV UTF-8, or, a census, let it be read: stoploss import "
        "census FILE");
    goto out;
  }
  const size_t mark = starts_with(bytes, n, "\xEF\xBB\xBF") ? 3 : 0;
  code = read_lines(&reader, bytes + mark, n - mark, sink, context);
out:
  if (code == SL_ERR_MEMORY) {
    sl_faults_add(faults, code, path, 0, 0, "out of memory");
  }
  if (ready) {
    csv_free(&reader.parser);
  }
  free(reader.text);
  free(bytes);
  return code;
}
