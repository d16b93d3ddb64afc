#include "models/core/error.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct error_row {
  int code;
  const char *message;
} error_row_t;

#define ERROR_ROW(name, code, message) {code, message},
static const error_row_t rows[] = {SL_ERROR_TABLE(ERROR_ROW)};
#undef ERROR_ROW

static const error_row_t *find_row(int code)
{
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (rows[i].code == code) {
      return &rows[i];
    }
  }
  return NULL;
}

const char *sl_error_message(int code)
{
  const error_row_t *row = find_row(code);
  return row != NULL ? row->message : "unknown error";
}

int sl_fail(sl_error_t *error, int code, const char *format, ...)
{
  if (error != NULL) {
    va_list arguments;
    *error = (sl_error_t){.code = code};
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
  }
  return code;
}
