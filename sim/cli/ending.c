#define _DEFAULT_SOURCE /* on_exit */
#include "sim/cli/ending.h"

#include "models/core/error.h"
#include "sim/cli/cli.h"
#include "sim/input/child/child.h"
#include "sim/input/child/private_folder.h"
#include "sim/output/files/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

void cli_open_descriptors(void)
{
  for (int d = 0; d <= 2; d++) {
    const bool is_closed = fcntl(d, F_GETFD) < 0 && errno == EBADF;
    if (is_closed && open("/dev/null", O_RDONLY) != d) {
      _exit(EX_IOERR);
    }
  }
}

/* First those who still write, then what they have written. */
static void remove_traces(void)
{
  sl_children_kill();
  sl_private_folders_remove();
  sl_temporaries_remove();
}

/* Only what a signal handler may do: a file that is being written is not worth closing. */
void cli_end_at_once(bool say)
{
  static const char text[] = "stoploss: interrupted\n", clear_line[] = "\r\033[K";
  remove_traces();
  if (say) {
    ssize_t written =
        isatty(STDERR_FILENO) ? write(STDERR_FILENO, clear_line, strlen(clear_line)) : 0;
    written += write(STDERR_FILENO, text, strlen(text));
    (void)written;
  }
  _exit(EX_TEMPFAIL);
}

static void on_signal(int signal_number) { cli_end_at_once(signal_number != SIGPIPE); }

/* SA_RESETHAND has taken this handler away: the signal that comes again does what it always does.
 */
static void on_crash(int signal_number)
{
  remove_traces();
  raise(signal_number);
}

static void catch_signal(int number, void (*handler)(int), int flags)
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags}, before;
  sigfillset(&action.sa_mask);
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_DFL) {
    sigaction(number, &action, NULL);
  }
}

static int expected; /* a status that is no library's */

void cli_ending_expects(int status) { expected = status; }

static void leave(int code, const char *text)
{
  sl_error_t error;
  sl_fail(&error, code, "%s", text);
  _exit(cli_report_error(&error));
}

/* What was printed may only be lost when the buffer is written out: a full disk must not pass for
 * success, not even of --help, after which argp exits. HDF5 exits with -1 where it has no memory
 * for an identifier, libgomp with 1 where it cannot start a thread. */
static void at_exit(int status, void *context)
{
  (void)context;
  remove_traces();
  if (status != EX_OK && status != expected && (status < EX__BASE || status > EX__MAX)) {
    leave(SL_ERR_MEMORY, "out of memory: a library gave up");
  }
  if (fflush(stdout) != 0 || ferror(stdout)) {
    leave(SL_ERR_IO, "cannot write to the standard output");
  }
}

void cli_end_by_signal(int number)
{
  struct sigaction action = {.sa_handler = on_signal}, before;
  sigfillset(&action.sa_mask);
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
    sigaction(number, &action, NULL);
  }
}

void cli_guard_ending(void)
{
  static const int ends[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXCPU};
  static char stack[1 << 14]; /* HDF5 without memory may have used up the other one */
  static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGQUIT};
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    catch_signal(ends[i], on_signal, 0);
  }
  for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) {
    catch_signal(crashes[i], on_crash, (int)SA_RESETHAND | SA_ONSTACK);
  }
  signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is a full disk: an error, not a death */
  on_exit(at_exit, NULL);
}
