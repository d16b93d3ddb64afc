/* How the program begins and ends, whatever ends it: descriptors, signals and exit. */
#ifndef SL_SIM_CLI_ENDING_H
#define SL_SIM_CLI_ENDING_H

#include <stdbool.h>

/* Before any file is opened: none of them may become standard output or error. Descriptors 0 to 2
 * that are closed are opened on /dev/null; writing to 1 or 2 then fails, as it would have. */
void cli_open_descriptors(void);

/* From now on HUP, INT, TERM, PIPE and XCPU (unless they are ignored) remove what is half-written
 * and end the program with 75; a crash removes it too. So does an exit from anywhere; it is 74
 * where the standard output could not be written, and 70 where it is a library's that gives up. */
void cli_guard_ending(void);

/* What those signals do; say: with a word on standard error. For signal handlers. */
void cli_end_at_once(bool say);

/* A status below 64 that is the program's own, and not a library's that gives up. */
void cli_ending_expects(int status);

/* Let a signal that something else has caught do so again, unless it is ignored. */
void cli_end_by_signal(int number);

#endif
