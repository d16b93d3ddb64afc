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

static void write_probabilities(sl_text_t *text, const char *name, const double *p, size_t n)
{
  double *w = malloc((n + 1) * sizeof *w);
  text->failed |= w == NULL;
  if (w != NULL) {
    sl_unscaled(p, n, 1, w);
    sl_text_append(text, ", %s: ", name);
    sl_write_numbers(text, w, n);
  }
  free(w);
}

void sl_write_frequency(sl_text_t *text, const sl_frequency_t *frequency)
{
  const sl_frequency_family_t *family = frequency->family;
  sl_text_append(text, "{distribution: %s", family->name);
  write_parameters(text, family->parameters, family->n_parameters, frequency->parameter);
  if (family->shape == SL_FREQUENCY_TABLE) {
    write_probabilities(text, "probabilities", frequency->probabilities, frequency->n);
  } else if (family->shape == SL_FREQUENCY_ZERO_MODIFIED) {
    sl_text_append(text, ", of: ");
    sl_write_frequency(text, frequency->part);
  }
  sl_text_append(text, "}");
}

/* A continuance file; its reader scales the shares, and sl_severity_validate does once more. */
static char *continuance_text(const sl_severity_t *s)
{
  sl_text_t text = {0};
  char upto[SL_NUMBER_TEXT], share[SL_NUMBER_TEXT], mean[SL_NUMBER_TEXT];
  double *w = malloc((s->n + 1) * sizeof *w);
  if (w == NULL) {
    return NULL;
  }
  sl_unscaled(s->probabilities, s->n, 2, w);
  sl_text_append(&text, "upto,pct,cost_bucket\n");
  for (size_t i = 0; i < s->n; i++) {
    sl_text_append(&text, "%s,%s,%s\n",
                   isinf(s->values[i]) ? "inf" : sl_number_format(s->values[i], upto),
                   sl_number_format(w[i], share), sl_number_format(s->means[i], mean));
  }
  free(w);
  return sl_text_take(&text);
}

static void write_continuance(sl_text_t *text, const sl_severity_t *s, const char *stem,
                              sl_written_files_t *files)
{
  sl_text_t name = {0};
  sl_text_append(&name, "%s-%zu.csv", stem, files->n);
  char *file = sl_text_take(&name);
  sl_text_append(text, ", file: ");
  sl_text_append_quoted(text, sl_text_part(text, file));
  text->failed |= sl_written_files_add(files, file, continuance_text(s)) != SL_OK;
}

static void write_mixture(sl_text_t *text, const sl_severity_t *s, const char *stem,
                          sl_written_files_t *files)
{
  write_probabilities(text, "weights", s->probabilities, s->n);
  sl_text_append(text, ", of: [");
  for (size_t i = 0; i < s->n; i++) {
    sl_text_append(text, "%s", i > 0 ? ", " : "");
    sl_write_severity(text, &s->parts[i], stem, files);
  }
  sl_text_append(text, "]");
}

static void write_splice(sl_text_t *text, const sl_severity_t *s, const char *stem,
                         sl_written_files_t *files)
{
  sl_text_append(text, ", below: ");
  sl_write_severity(text, &s->parts[0], stem, files);
  sl_text_append(text, ", above: ");
  sl_write_severity(text, &s->parts[1], stem, files);
  if (!isnan(s->parameter[1])) {
    write_key(text, "weight_above", s->parameter[1]);
  }
}

static void write_shape(sl_text_t *text, const sl_severity_t *s, const char *stem,
                        sl_written_files_t *files)
{
  switch (s->family->shape) {
  case SL_SEVERITY_TABLE:
    sl_text_append(text, ", values: ");
    sl_write_numbers(text, s->values, s->n);
    write_probabilities(text, "probabilities", s->probabilities, s->n);
    break;
  case SL_SEVERITY_CONTINUANCE:
    write_continuance(text, s, stem, files);
    break;
  case SL_SEVERITY_MIXTURE:
    write_mixture(text, s, stem, files);
    break;
  case SL_SEVERITY_SPLICE:
    write_splice(text, s, stem, files);
    break;
  case SL_SEVERITY_SCALAR:
    break;
  }
}

void sl_write_severity(sl_text_t *text, const sl_severity_t *severity, const char *stem,
                       sl_written_files_t *files)
{
  const sl_severity_family_t *family = severity->family;
  sl_text_append(text, "{distribution: %s", family->name);
  write_parameters(text, family->parameters, family->n_parameters, severity->parameter);
  write_shape(text, severity, stem, files);
  if (isfinite(severity->limit)) {
    write_key(text, "limit", severity->limit);
  }
  if (severity->times_salary) {
    sl_text_append(text, ", times: salary");
  }
  sl_text_append(text, "}");
}
