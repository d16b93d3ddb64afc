#include "sim/input/read/faults.h"
#include "sim/library/library.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Codes pass through unchanged. */
#define SAME(code) _Static_assert((int)STOPLOSS_##code == (int)SL_##code, "one code, two numbers")
SAME(OK);
SAME(ERR_MEMORY);
SAME(ERR_ARGUMENT);
SAME(ERR_INPUT);
SAME(ERR_UNSUPPORTED);
SAME(ERR_MISSING);
SAME(ERR_PROGRAM);
SAME(ERR_CREATE);
SAME(ERR_IO);
SAME(ERR_INTERRUPTED);
SAME(ERR_INTERNAL);
#undef SAME

const char *stoploss_error_message(int code) { return sl_error_message(code); }

void stoploss_free(void *text) { free(text); }

static void copy(const sl_error_t *from, stoploss_error_t *to)
{
  to->code = from->code;
  snprintf(to->text, sizeof to->text, "%s", from->text);
  snprintf(to->file, sizeof to->file, "%s", from->file);
  to->line = from->line;
  to->column = from->column;
}

int sl_library_tell(int code, const sl_error_t *fault, stoploss_error_t *error)
{
  if (code != SL_OK && error != NULL) {
    copy(fault, error);
    error->code = code;
  }
  return code;
}

int sl_library_refuse(stoploss_error_t *error, int code, const char *format, ...)
{
  if (error != NULL) {
    va_list arguments;
    *error = (stoploss_error_t){.code = code};
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
  }
  return code;
}

int sl_library_unknown(const char *name, stoploss_error_t *error)
{
  return sl_library_refuse(error, SL_ERR_ARGUMENT, "nothing is called '%.200s' here", name);
}

int sl_library_absent(size_t arrangement, size_t n, stoploss_error_t *error)
{
  return sl_library_refuse(error, SL_ERR_ARGUMENT, "there is no arrangement %zu among %zu",
                           arrangement, n);
}

/* ---- faults ---- */

stoploss_faults_t *sl_library_faults(const sl_faults_t *faults)
{
  stoploss_faults_t *list = malloc(sizeof *list + faults->n * sizeof list->list[0]);
  if (list != NULL) {
    list->n = faults->n;
    list->left_out = faults->suppressed;
    for (size_t i = 0; i < faults->n; i++) {
      copy(&faults->list[i], &list->list[i]);
    }
  }
  return list;
}

size_t stoploss_faults_count(const stoploss_faults_t *faults) { return faults->n; }

size_t stoploss_faults_left_out(const stoploss_faults_t *faults) { return faults->left_out; }

const stoploss_error_t *stoploss_faults_at(const stoploss_faults_t *faults, size_t i)
{
  return i < faults->n ? &faults->list[i] : NULL;
}

void stoploss_faults_free(stoploss_faults_t *faults) { free(faults); }
