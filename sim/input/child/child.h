/* Run another program: without a shell, within limits, its output into memory or a file.
 *
 * A child has its own process group, so that what it starts ends with it; it ends with this
 * program, whatever ends that, and where it exceeds a limit. The end of a signal handler calls
 * sl_children_kill.
 * Checked by tests/unit/test_child.c and tests/cli/test_plot.c.
 */
#ifndef SL_SIM_INPUT_CHILD_CHILD_H
#define SL_SIM_INPUT_CHILD_CHILD_H

#include "models/core/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_CHILD_MESSAGES 16384 /* bytes of its standard error that are kept */

/* 0 where there is no limit. */
typedef struct sl_child_limits {
  unsigned seconds;     /* from start to end */
  unsigned cpu_seconds; /* RLIMIT_CPU */
  size_t memory;        /* RLIMIT_AS */
  size_t file_bytes;    /* RLIMIT_FSIZE */
  size_t output_bytes;  /* of its standard output, where that is collected */
} sl_child_limits_t;

typedef struct sl_child {
  char *const *arguments;     /* NULL-terminated; the first is looked up in PATH */
  const char *package;        /* what apt-get installs */
  const char *const *dropped; /* beginnings of environment variables it does not get; NULL = none */
  char *const *added;         /* "NAME=value" that it gets, NULL-terminated; NULL = none */
  int input;                  /* descriptor of its standard input; -1: script, or nothing */
  const char *script;         /* fed to its standard input; NULL = nothing */
  size_t script_length;
  int output; /* descriptor of its standard output; -1: collected */
  sl_child_limits_t limits;
} sl_child_t;

typedef enum sl_child_end {
  SL_CHILD_EXITED,  /* status is its exit status */
  SL_CHILD_SIGNAL,  /* status is the signal */
  SL_CHILD_TIME,    /* over seconds or cpu_seconds */
  SL_CHILD_TOO_MUCH /* over output_bytes */
} sl_child_end_t;

typedef struct sl_child_result {
  sl_child_end_t end;
  int status;
  int unsent;   /* errno of the script's sending; 0 = all was read */
  char *output; /* collected, n bytes, from malloc; the caller frees it */
  size_t n;
  char messages[SL_CHILD_MESSAGES]; /* its standard error, NUL-terminated */
} sl_child_result_t;

/* Run it and wait. The environment is this program's without `dropped`, with `added` and LC_ALL=C.
 * SL_OK where it ran, however it ended: see *result; SL_ERR_PROGRAM where it cannot be started
 * ("on Debian: apt-get install PACKAGE"), SL_ERR_IO or SL_ERR_MEMORY. Free result->output in any
 * case. */
int sl_child_run(const sl_child_t *child, sl_child_result_t *result, sl_error_t *error);

/* End every child of this process. Safe in a signal handler. */
void sl_children_kill(void);

#endif
