/* Error codes of the library: one table, one caller-owned error record.
 *
 * Library functions return SL_OK (0) or a negative SL_ERR_* code and, where the
 * caller passes a non-NULL sl_error_t, fill it. The library never prints, exits
 * or aborts.
 */
#ifndef SL_MODELS_CORE_ERROR_H
#define SL_MODELS_CORE_ERROR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, code, message) */
#define SL_ERROR_TABLE(X)                                                                          \
  X(SL_OK, 0, "no error")                                                                          \
  X(SL_ERR_MEMORY, -1, "out of memory")                                                            \
  X(SL_ERR_ARGUMENT, -2, "an argument is out of range")                                            \
  X(SL_ERR_INPUT, -3, "the input data are not valid")                                              \
  X(SL_ERR_UNSUPPORTED, -4, "this input is not supported")                                         \
  X(SL_ERR_MISSING, -5, "an input file is missing or cannot be read")                              \
  X(SL_ERR_PROGRAM, -6, "a needed program is missing or failed")                                   \
  X(SL_ERR_CREATE, -7, "the output cannot be created")                                             \
  X(SL_ERR_IO, -8, "input or output failed")                                                       \
  X(SL_ERR_INTERRUPTED, -9, "interrupted")                                                         \
  X(SL_ERR_INTERNAL, -10, "internal error")

#define SL_ERROR_ENUM(name, code, message) name = (code),
enum sl_error_code { SL_ERROR_TABLE(SL_ERROR_ENUM) };
#undef SL_ERROR_ENUM

typedef struct sl_error {
  int code;        /* SL_OK or SL_ERR_* */
  char text[1024]; /* one sentence with the offending value; may be empty */
  char file[512];  /* input file, or empty */
  size_t line;     /* 1 = first; 0 = unknown */
  size_t column;   /* 1 = first; 0 = unknown */
} sl_error_t;

/* The fixed message of a code; never NULL. */
const char *sl_error_message(int code);

/* Fill *error (if not NULL) with code and a printf-formatted text; returns code,
 * so that a failing function may say `return sl_fail(error, SL_ERR_..., ...)`. */
int sl_fail(sl_error_t *error, int code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

#ifdef __cplusplus
}
#endif
#endif
