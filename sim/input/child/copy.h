/* Call a function in a copy of this process: for what other people's libraries may crash in, never
 * end, or do without a word.
 *
 * The copy has the same memory and open files and does what it is told; what it does to its memory
 * is gone with it. No handler of this program's runs in it, it dumps no core, and it ends with this
 * program. Checked by tests/fault/test_forged.c and tests/unit/test_copy.c.
 */
#ifndef SL_SIM_INPUT_CHILD_COPY_H
#define SL_SIM_INPUT_CHILD_COPY_H

#include "models/core/error.h"

#include <stddef.h>

typedef int (*sl_copied_t)(void *context, sl_error_t *error);

/* 0 where there is no limit. */
typedef struct sl_copy_limits {
  unsigned cpu_seconds;
  size_t memory; /* beyond what this process has */
} sl_copy_limits_t;

typedef enum sl_copy_end {
  SL_COPY_RETURNED, /* the function came to its end */
  SL_COPY_EXITED,   /* something called exit in it */
  SL_COPY_CRASHED,  /* a signal or a limit ended it */
  SL_COPY_NONE      /* no copy can be had: see errno */
} sl_copy_end_t;

/* Returns how it ended; *code and *error receive what the function returned and said, or are left.
 * messages: descriptor that receives its standard error; -1: this process's. */
sl_copy_end_t sl_copy_call(sl_copied_t function, void *context, const sl_copy_limits_t *limits,
                           int messages, int *code, sl_error_t *error);

#endif
