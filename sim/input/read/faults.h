/* The list of faults found in an input: all are reported at once. */
#ifndef SL_SIM_INPUT_READ_FAULTS_H
#define SL_SIM_INPUT_READ_FAULTS_H

#include "models/core/error.h"

#include <stddef.h>

typedef struct sl_faults {
  sl_error_t *list; /* in order of file, then line, then column */
  size_t n;
  size_t capacity;
  size_t suppressed; /* faults beyond SL_FAULTS_MAX, counted only */
} sl_faults_t;

#define SL_FAULTS_MAX 200

void sl_faults_init(sl_faults_t *faults);
void sl_faults_free(sl_faults_t *faults);

/* Add one fault; a failed allocation only counts it. file may be NULL. Control characters in
 * the text are replaced so that a message cannot command a terminal. */
void sl_faults_add(sl_faults_t *faults, int code, const char *file, size_t line, size_t column,
                   const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 6, 7)))
#endif
    ;

/* The code the whole list comes to: SL_OK if empty; SL_ERR_MISSING or SL_ERR_IO, the first of them,
 * if a file is missing or cannot be read; else the first fault's code. */
int sl_faults_code(const sl_faults_t *faults);

#endif
