/* Signals that stop a batch: its clients in hand are given up where they are, those that are done
 * stay. Checked by tests/cli/test_batch.c. */
#ifndef SL_SIM_CLI_BATCH_STOP_H
#define SL_SIM_CLI_BATCH_STOP_H

#include <signal.h>

/* From now on HUP, INT, TERM, PIPE, USR1 and XCPU, unless they are ignored, set the flag and do
 * nothing else. Other threads may be in the middle of a file then, so that nothing may be removed
 * at once, as elsewhere; a block of trials takes moments. */
const volatile sig_atomic_t *cli_batch_stop_begin(void);

/* They do again what they did. */
void cli_batch_stop_end(void);

#endif
