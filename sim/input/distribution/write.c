#include "sim/input/distribution/write.h"

#include "models/core/error.h"
#include "models/frequency/frequency.h"
#include "models/severity/severity.h"
#include "sim/input/distribution/unscaled.h"
#include "sim/input/read/number.h"

#include <math.h>
#include <stdlib.h>

int sl_written_files_add(sl_written_files_t *files, char *name, char *text)
{
  sl_written_file_t *list =
      name != NULL && text != NULL ? realloc(files->list, (files->n + 1) * sizeof *list) : NULL;
  if (list == NULL) {
    free(name);
    free(text);
    return SL_ERR_MEMORY;
  }
  files->list = list;
  list[files->n++] = (sl_written_file_t){name, text};
  return SL_OK;
}

void sl_written_files_free(sl_written_files_t *files)
{
  for (size_t i = 0; i < files->n; i++) {
    free(files->list[i].name);
    free(files->list[i].text);
  }
  free(files->list);
  *files = (sl_written_files_t){0};
}

void sl_write_number(sl_text_t *text, double number)
{
  char buffer[SL_NUMBER_TEXT];
  sl_text_append(text, "%s", sl_number_format(number, buffer));
}

void sl_write_numbers(sl_text_t *text, const double *numbers, size_t n)
{
  sl_text_append(text, "[");
  for (size_t i = 0; i < n; i++) {
    sl_text_append(text, "%s", i > 0 ? ", " : "");
    sl_write_number(text, numbers[i]);
  }
  sl_text_append(text, "]");
}

static void write_key(sl_text_t *text, const char *name, double value)
{
  sl_text_append(text, ", %s: ", name);
  sl_write_number(text, value);
}

static void write_parameters(sl_text_t *text, const sl_parameter_t *parameters, size_t n,
                             const double *values)
{
  for (size_t i = 0; i < n; i++) {
    write_key(text, parameters[i].name, values[i]);
  }
}

/* What makes p when it is divided by its sum `times` times; the caller frees it. */
static double *unscaled(const double *p, size_t n, unsigned times)
{
  double *w = malloc(((times + 1) * n + 1) * sizeof *w);
  if (w != NULL) {
    sl_unscaled(p, n, times, w, w + n);
  }
  return w;
}

/* A reader validates a whole after its parts, which are validated once more with it: each time
 * their probabilities are divided by their sum. So those at this depth are, `depth` + 1 times. */
static void write_probabilities(sl_text_t *text, const char *name, const double *p, size_t n,
                                unsigned depth)
{
  double *w = unscaled(p, n, depth + 1);
  text->failed |= w == NULL;
  if (w != NULL) {
    sl_text_append(text, ", %s: ", name);
    sl_write_numbers(text, w, n);
  }
  free(w);
}

static void write_frequency(sl_text_t *text, const sl_frequency_t *frequency, unsigned depth)
{
  const sl_frequency_family_t *family = frequency->family;
  sl_text_append(text, "{distribution: %s", family->name);
  write_parameters(text, family->parameters, family->n_parameters, frequency->parameter);
  if (family->shape == SL_FREQUENCY_TABLE) {
    write_probabilities(text, "probabilities", frequency->probabilities, frequency->n, depth);
  } else if (family->shape == SL_FREQUENCY_ZERO_MODIFIED) {
    sl_text_append(text, ", of: ");
    write_frequency(text, frequency->part, depth + 1);
  }
  sl_text_append(text, "}");
}

void sl_write_frequency(sl_text_t *text, const sl_frequency_t *frequency)
{
  write_frequency(text, frequency, 0);
}

typedef struct writer {
  sl_text_t *text;
  const char *stem;
  sl_written_files_t *files;
} writer_t;

static void write_severity(const writer_t *w, const sl_severity_t *s, unsigned depth);

/* A continuance file, whose reader divides the shares by their sum once more. */
static char *continuance_text(const sl_severity_t *s, unsigned depth)
{
  sl_text_t text = {0};
  char upto[SL_NUMBER_TEXT], share[SL_NUMBER_TEXT], mean[SL_NUMBER_TEXT];
  double *w = unscaled(s->probabilities, s->n, depth + 2);
  if (w == NULL) {
    return NULL;
  }
  sl_text_append(&text, "upto,pct,cost_bucket\n");
  for (size_t i = 0; i < s->n; i++) {
    /* An empty bucket's mean means nothing; its reader has the bucket's lower limit for it. */
    const double low = i > 0 ? s->values[i - 1] : 0.0;
    sl_text_append(&text, "%s,%s,%s\n",
                   isinf(s->values[i]) ? "inf" : sl_number_format(s->values[i], upto),
                   sl_number_format(w[i], share),
                   sl_number_format(s->probabilities[i] > 0.0 ? s->means[i] : low, mean));
  }
  free(w);
  return sl_text_take(&text);
}

static void write_continuance(const writer_t *w, const sl_severity_t *s, unsigned depth)
{
  sl_text_t name = {0};
  sl_text_append(&name, "%s-%zu.csv", w->stem, w->files->n);
  char *file = sl_text_take(&name);
  sl_text_append(w->text, ", file: ");
  sl_text_append_quoted(w->text, sl_text_part(w->text, file));
  w->text->failed |= sl_written_files_add(w->files, file, continuance_text(s, depth)) != SL_OK;
}

static void write_mixture(const writer_t *w, const sl_severity_t *s, unsigned depth)
{
  write_probabilities(w->text, "weights", s->probabilities, s->n, depth);
  sl_text_append(w->text, ", of: [");
  for (size_t i = 0; i < s->n; i++) {
    sl_text_append(w->text, "%s", i > 0 ? ", " : "");
    write_severity(w, &s->parts[i], depth + 1);
  }
  sl_text_append(w->text, "]");
}

static void write_splice(const writer_t *w, const sl_severity_t *s, unsigned depth)
{
  sl_text_append(w->text, ", below: ");
  write_severity(w, &s->parts[0], depth + 1);
  sl_text_append(w->text, ", above: ");
  write_severity(w, &s->parts[1], depth + 1);
  if (!isnan(s->parameter[1])) {
    write_key(w->text, "weight_above", s->parameter[1]);
  }
}

static void write_shape(const writer_t *w, const sl_severity_t *s, unsigned depth)
{
  switch (s->family->shape) {
  case SL_SEVERITY_TABLE:
    sl_text_append(w->text, ", values: ");
    sl_write_numbers(w->text, s->values, s->n);
    write_probabilities(w->text, "probabilities", s->probabilities, s->n, depth);
    break;
  case SL_SEVERITY_CONTINUANCE:
    write_continuance(w, s, depth);
    break;
  case SL_SEVERITY_MIXTURE:
    write_mixture(w, s, depth);
    break;
  case SL_SEVERITY_SPLICE:
    write_splice(w, s, depth);
    break;
  case SL_SEVERITY_SCALAR:
    break;
  }
}

static void write_severity(const writer_t *w, const sl_severity_t *s, unsigned depth)
{
  sl_text_append(w->text, "{distribution: %s", s->family->name);
  write_parameters(w->text, s->family->parameters, s->family->n_parameters, s->parameter);
  write_shape(w, s, depth);
  if (isfinite(s->limit)) {
    write_key(w->text, "limit", s->limit);
  }
  if (s->times_salary) {
    sl_text_append(w->text, ", times: salary");
  }
  sl_text_append(w->text, "}");
}

void sl_write_severity(sl_text_t *text, const sl_severity_t *severity, const char *stem,
                       sl_written_files_t *files)
{
  const writer_t w = {text, stem, files};
  write_severity(&w, severity, 0);
}
