#include "sim/output/batch/summary.h"

#include "sim/input/read/plain_locale.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/result_file/frame.h"
#include "sim/output/result_file/tables.h"
#include "sim/output/text/csv_cells.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END "\r\n"

const char *sl_client_status_name(sl_client_status_t status)
{
  static const char *const names[] = {
      [SL_CLIENT_WAITING] = "waiting", [SL_CLIENT_DONE] = "done", [SL_CLIENT_FAILED] = "failed"};
  return names[status];
}

/* One row of the summary, whatever becomes of it. */
typedef struct line {
  const sl_batch_entry_t *entry;
  const sl_client_row_t *row; /* NULL: the client has none */
} line_t;

typedef void (*take_line_t)(void *context, const line_t *line);

static void each_line(const sl_batch_result_t *result, take_line_t take, void *context)
{
  for (size_t i = 0; i < result->n; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    line_t line = {entry, NULL};
    if (entry->n_rows == 0) {
      take(context, &line);
    }
    for (size_t a = 0; a < entry->n_rows; a++) {
      line.row = &entry->rows[a];
      take(context, &line);
    }
  }
}

/* ---- columns of words ---- */

typedef enum words_column {
  NAME,
  STATUS,
  REASON,
  ARRANGEMENT,
  KIND,
  ROLE,
  CURRENCY,
  N_WORDS
} words_column_t;

static const struct {
  const char *name, *long_name;
} words_columns[N_WORDS] = {
    [NAME] = {"name", "of the client"},
    [STATUS] = {"status", "done, failed or waiting"},
    [REASON] = {"reason", "why it failed"},
    [ARRANGEMENT] = {"arrangement", "name of the arrangement"},
    [KIND] = {"kind", "kind of funding"},
    [ROLE] = {"role", "subject: the arrangement in question; reference: what it is compared with"},
    [CURRENCY] = {"currency", "of every amount of the row, ISO 4217"},
};

static const char *words_of(const line_t *line, words_column_t column)
{
  const sl_batch_entry_t *entry = line->entry;
  const sl_client_row_t *row = line->row;
  switch (column) {
  case NAME:
    return entry->client->name;
  case STATUS:
    return sl_client_status_name(entry->status);
  case REASON:
    return entry->reason != NULL ? entry->reason : "";
  case ARRANGEMENT:
    return row != NULL ? row->arrangement : "";
  case KIND:
    return row != NULL ? row->kind : "";
  case ROLE:
    return row != NULL ? row->role : "";
  case CURRENCY:
    return row != NULL ? entry->currency : "";
  case N_WORDS:
  default:
    return "";
  }
}

/* ---- CSV ---- */

static void put_line(void *context, const line_t *line)
{
  FILE *out = context;
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    const char *words = words_of(line, c);
    fputs(c > NAME ? "," : "", out);
    if (c == REASON || c == ARRANGEMENT) {
      sl_csv_put_words(out, words);
    } else {
      fputs(words, out);
    }
  }
  if (line->row != NULL) {
    fprintf(out, ",%" PRIu64 ",%" PRIu64, line->entry->seed, line->entry->trials);
  } else {
    fputs(",,", out);
  }
  for (size_t v = 0; v < SL_N_BATCH_VARIABLES; v++) {
    putc(',', out);
    if (line->row != NULL) {
      sl_csv_put_number(out, sl_variable_value(&sl_batch_variables[v], &line->row->figures, 0));
    }
  }
  fputs(END, out);
}

static void put_head(FILE *out)
{
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    fprintf(out, "%s,", words_columns[c].name);
  }
  fputs("seed,trials", out);
  for (size_t v = 0; v < SL_N_BATCH_VARIABLES; v++) {
    fprintf(out, ",%s", sl_batch_variables[v].name);
  }
  fputs(END, out);
}

int sl_batch_csv(const sl_batch_result_t *result, char **bytes, size_t *n, sl_error_t *error)
{
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  *bytes = NULL;
  FILE *out = open_memstream(bytes, n);
  bool failed = out == NULL;
  if (out != NULL) {
    put_head(out);
    each_line(result, put_line, out);
    failed = ferror(out) != 0;
    failed = fclose(out) != 0 || failed;
  }
  sl_plain_locale_end(locale);
  if (failed) {
    free(*bytes);
    *bytes = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  }
  return SL_OK;
}

/* ---- HDF5 ---- */

typedef struct columns {
  size_t n;
  const char **words[N_WORDS];
  double *seed, *trials;
  sl_client_figures_t *figures;
} columns_t;

static void count_line(void *context, const line_t *line)
{
  (void)line;
  ++*(size_t *)context;
}

static void take_line(void *context, const line_t *line)
{
  columns_t *columns = context;
  const size_t i = columns->n++;
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    columns->words[c][i] = words_of(line, c);
  }
  columns->seed[i] = line->row != NULL ? (double)line->entry->seed : (double)NAN;
  columns->trials[i] = line->row != NULL ? (double)line->entry->trials : (double)NAN;
  if (line->row != NULL) {
    columns->figures[i] = line->row->figures;
    return;
  }
  for (size_t v = 0; v < SL_N_BATCH_VARIABLES; v++) {
    *sl_variable_at(&sl_batch_variables[v], &columns->figures[i], 0) = (double)NAN;
  }
}

static void free_columns(columns_t *columns)
{
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    free(columns->words[c]);
  }
  free(columns->seed);
  free(columns->trials);
  free(columns->figures);
}

static int new_columns(const sl_batch_result_t *result, columns_t *columns)
{
  size_t n = 0;
  each_line(result, count_line, &n);
  *columns = (columns_t){.seed = calloc(n + 1, sizeof(double)),
                         .trials = calloc(n + 1, sizeof(double)),
                         .figures = calloc(n + 1, sizeof *columns->figures)};
  bool whole = columns->seed != NULL && columns->trials != NULL && columns->figures != NULL;
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    columns->words[c] = calloc(n + 1, sizeof *columns->words[c]);
    whole = whole && columns->words[c] != NULL;
  }
  if (whole) {
    each_line(result, take_line, columns);
  }
  return whole ? SL_OK : SL_ERR_MEMORY;
}

static int put_columns(sl_layout_t *layout, const columns_t *columns)
{
  static const sl_variable_t seed = {
      .name = "seed", .long_name = "random seed", .shape = &sl_batch_shape, .since = SL_ALWAYS};
  static const sl_variable_t trials = {.name = "trials",
                                       .long_name = "simulated plan years",
                                       .shape = &sl_batch_shape,
                                       .since = SL_ALWAYS};
  int result = 0;
  for (words_column_t c = NAME; c < N_WORDS; c++) {
    result |= sl_layout_texts(layout, words_columns[c].name, words_columns[c].long_name,
                              &sl_batch_dimension, columns->words[c]);
  }
  result |= sl_layout_values(layout, &seed, columns->seed);
  result |= sl_layout_values(layout, &trials, columns->trials);
  return result | sl_put_table(layout, sl_batch_variables, SL_N_BATCH_VARIABLES, columns->figures,
                               columns->n, sizeof *columns->figures);
}

/* The unit of amounts; where clients have several currencies there is none. */
static const char *common_currency(const columns_t *columns)
{
  const char *found = "";
  for (size_t i = 0; i < columns->n; i++) {
    const char *own = columns->words[CURRENCY][i];
    if (own[0] != '\0' && found[0] != '\0' && strcmp(own, found) != 0) {
      return "";
    }
    found = own[0] != '\0' ? own : found;
  }
  return found;
}

static int put_file(sl_frame_t *frame, const columns_t *columns, sl_error_t *error)
{
  const char *currency = common_currency(columns);
  const sl_scale_t scale = {.dimension = &sl_batch_dimension,
                            .id = 0,
                            .long_name = "client and arrangement, in the order of the manifest",
                            .length = columns->n};
  if (sl_h5_put_text(frame->file, "Conventions", "CF-1.10") != 0 ||
      sl_h5_put_text(frame->file, "title", "batch") != 0 ||
      sl_h5_put_text(frame->file, "source", sl_provenance_source()) != 0 ||
      sl_h5_put_signed(frame->file, "stoploss_format_version", SL_RESULT_FORMAT_VERSION) != 0 ||
      sl_h5_put_text(frame->file, "content", "batch") != 0) {
    return sl_frame_error(frame, "the header", error);
  }
  frame->layout = sl_layout_new(frame->file, currency, &scale, 1);
  return frame->layout != NULL && put_columns(frame->layout, columns) == 0 &&
                 sl_layout_finish(frame->layout) == 0
             ? SL_OK
             : sl_frame_error(frame, "the figures", error);
}

int sl_batch_write_hdf5(const sl_batch_result_t *result, const char *path, sl_error_t *error)
{
  columns_t columns;
  sl_frame_t frame = sl_frame_none();
  if (result->n == 0) {
    return SL_OK; /* HDF5 has no chunks of nothing */
  }
  int code = new_columns(result, &columns) == SL_OK
                 ? sl_frame_open(&frame, path, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the summary");
  if (code == SL_OK) {
    const sl_h5_silence_t silence = sl_h5_silence();
    code = put_file(&frame, &columns, error);
    sl_h5_speak(&silence);
  }
  code = code == SL_OK ? sl_frame_seal(&frame, "the figures", error) : code;
  code = code == SL_OK ? sl_atomic_file_commit(&frame.output, error) : code;
  sl_frame_close(&frame);
  free_columns(&columns);
  return code;
}
