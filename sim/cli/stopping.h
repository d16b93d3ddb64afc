/* Ways to stop a run that keeps its finished units: a signal, a file beside the output, a limit of
 * time. Units in hand are finished, or given up after a grace. Checked by
 * tests/fault/test_resume.c.
 */
#ifndef SL_SIM_CLI_STOPPING_H
#define SL_SIM_CLI_STOPPING_H

#include <signal.h>
#include <stdbool.h>

#define CLI_GRACE_SECONDS 20

typedef struct cli_stopping {
  const char *stop_path; /* a file that stops the run where it is found; it is removed then */
  double max_seconds;    /* from the program's start; 0 = no limit */
  double grace_seconds;  /* how long units in hand may take from there */
  bool keeps;            /* units are kept, even though none is yet */
} cli_stopping_t;

/* From now on INT, TERM and USR1 (unless they are ignored), the file and the time set the flag;
 * where no unit is kept by then they end the program at once with 75, as they do elsewhere. So does
 * a second signal, and the end of the grace; what is kept is forced to the disk first. `stopping`
 * must stay until the end. */
void cli_stopping_begin(const cli_stopping_t *stopping);

/* For the engine's options. */
const volatile sig_atomic_t *cli_stopping_flag(void);

/* What is to be forced to the disk, once there is something. */
void cli_stopping_keeps(int descriptor);

/* Nothing stops any more but at once. Returns what it was that had set the flag, in words; NULL:
 * nothing. */
const char *cli_stopping_end(void);

#endif
