/* The built program run from outside, without a shell. */
#ifndef SL_TESTS_SUPPORT_PROGRAM_H
#define SL_TESTS_SUPPORT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define SL_PROGRAM_ARGUMENTS 24

typedef struct sl_program {
  pid_t pid;
  int status; /* exit status; 256 + signal where a signal ended it; -1 where it did not start */
  int fd_out, fd_err;
  char *out, *err; /* all that it printed, NUL-terminated */
  size_t out_length, err_length;
} sl_program_t;

/* Start `stoploss ARGUMENTS...` (a NULL-terminated list of at most SL_PROGRAM_ARGUMENTS) in folder
 * (NULL: the current one), standard input empty. */
bool sl_program_start(sl_program_t *program, const char *folder, const char *const *arguments);

/* The same where no file may grow beyond file_limit bytes: writes then fail as on a full disk.
 * 0: no limit. */
bool sl_program_start_limited(sl_program_t *program, const char *folder,
                              const char *const *arguments, size_t file_limit);

/* Wait for its end, at most ten minutes times sl_test_patience, 12 times that in a full run (then
 * it is killed), and read what it printed. Free in any case. */
void sl_program_finish(sl_program_t *program);
void sl_program_free(sl_program_t *program);

/* Wait, on a fast machine and on a slow one, until the folder has more than `entries` entries.
 * False where the program ended before. */
bool sl_program_makes_file(const sl_program_t *program, const char *folder, int entries);

/* Start and finish. Returns the status. */
int sl_program_run(sl_program_t *program, const char *folder, const char *const *arguments);

/* Run a shell script in folder, where $S is the program, and return its exit status (-1 where it
 * did not start): for what only a shell can do to a program. In it `await PID 'CONDITION'` waits,
 * however fast the machine is, until the condition holds; it fails where the process, a child of
 * the script, ended before. */
int sl_shell(const char *folder, const char *script);

/* sl_program_run with the arguments in place. */
#define SL_RUN(program, folder, ...)                                                               \
  sl_program_run((program), (folder), (const char *const[]){__VA_ARGS__, NULL})

#endif
