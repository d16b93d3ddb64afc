#include "sim/input/read/faults.h"

#include "sim/input/read/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sl_faults_init(sl_faults_t *faults) { *faults = (sl_faults_t){0}; }

void sl_faults_free(sl_faults_t *faults)
{
  free(faults->list);
  sl_faults_init(faults);
}

/* Messages repeat users' text: what could command a terminal, or could not be seen, becomes '?',
 * byte for byte. */
static void sanitise(char *text)
{
  size_t left = strlen(text);
  while (left > 0) {
    uint32_t code_point = 0;
    size_t length = sl_utf8_next(text, left, &code_point);
    if (length == 0) {
      length = 1;
      *text = '?';
    } else if (sl_utf8_is_control(code_point) || sl_utf8_is_invisible(code_point)) {
      memset(text, '?', length);
    }
    text += length;
    left -= length;
  }
}

static int grow(sl_faults_t *faults)
{
  if (faults->n < faults->capacity) {
    return SL_OK;
  }
  const size_t capacity = faults->capacity == 0 ? 8 : 2 * faults->capacity;
  sl_error_t *list = realloc(faults->list, capacity * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  faults->list = list;
  faults->capacity = capacity;
  return SL_OK;
}

static bool is_after(const sl_error_t *a, const sl_error_t *b)
{
  return a->line != b->line ? a->line > b->line : a->column > b->column;
}

/* Where fault belongs: behind all faults of files named earlier, and within its own file by line
 * and column, behind its equals. */
static size_t place_of(const sl_faults_t *faults, const sl_error_t *fault)
{
  size_t end = faults->n;
  while (end > 0 && strcmp(faults->list[end - 1].file, fault->file) != 0) {
    end--;
  }
  if (end == 0) {
    return faults->n;
  }
  while (end > 0 && strcmp(faults->list[end - 1].file, fault->file) == 0 &&
         is_after(&faults->list[end - 1], fault)) {
    end--;
  }
  return end;
}

void sl_faults_add(sl_faults_t *faults, int code, const char *file, size_t line, size_t column,
                   const char *format, ...)
{
  if (faults->n >= SL_FAULTS_MAX || grow(faults) != SL_OK) {
    faults->suppressed++;
    return;
  }
  sl_error_t fault = {.code = code, .line = line, .column = column};
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(fault.text, sizeof fault.text, format, arguments);
  va_end(arguments);
  snprintf(fault.file, sizeof fault.file, "%s", file != NULL ? file : "");
  sanitise(fault.text);
  sanitise(fault.file);
  const size_t place = place_of(faults, &fault);
  memmove(&faults->list[place + 1], &faults->list[place],
          (faults->n - place) * sizeof faults->list[0]);
  faults->list[place] = fault;
  faults->n++;
}

int sl_faults_code(const sl_faults_t *faults)
{
  for (size_t i = 0; i < faults->n; i++) {
    if (faults->list[i].code == SL_ERR_MISSING || faults->list[i].code == SL_ERR_IO) {
      return faults->list[i].code;
    }
  }
  if (faults->n > 0) {
    return faults->list[0].code;
  }
  return faults->suppressed > 0 ? SL_ERR_MEMORY : SL_OK;
}
