#define _DEFAULT_SOURCE /* setitimer */
#include "sim/cli/stopping.h"

#include "sim/cli/ending.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define TICK_MICROSECONDS 250000

/* What the handlers share; they may run in any thread, one at a time for each signal. */
static const cli_stopping_t *watched;
static volatile sig_atomic_t flag, why, descriptor = -1;
static struct timespec begun, deadline;

enum { WHY_NOTHING, WHY_SIGNAL, WHY_FILE, WHY_TIME };

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
  return (double)(to->tv_sec - from->tv_sec) + 1.0e-9 * (double)(to->tv_nsec - from->tv_nsec);
}

/* Only what a signal handler may do. */
static void leave_now(void)
{
  static const char kept[] = "stoploss: finished units are kept: the same command continues\n";
  if (descriptor >= 0) {
    fsync(descriptor);
    const ssize_t written = write(STDERR_FILENO, kept, strlen(kept));
    (void)written;
  }
  cli_end_at_once(true);
}

static void ask_to_stop(int reason)
{
  const double grace = watched->grace_seconds;
  if ((!watched->keeps && descriptor < 0) || grace <= 0.0) {
    leave_now();
  }
  clock_gettime(CLOCK_MONOTONIC, &deadline);
  deadline.tv_sec += (time_t)grace;
  why = reason;
  flag = 1;
}

/* What was interrupted may be about to look at errno. */
static void on_signal(int number)
{
  const int before = errno;
  (void)number;
  if (flag != 0) {
    leave_now();
  }
  ask_to_stop(WHY_SIGNAL);
  errno = before;
}

static void look_around(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (flag != 0) {
    if (seconds_between(&deadline, &now) > 0.0) {
      leave_now();
    }
  } else if (watched->max_seconds > 0.0 && seconds_between(&begun, &now) > watched->max_seconds) {
    ask_to_stop(WHY_TIME);
  } else if (access(watched->stop_path, F_OK) == 0) {
    unlink(watched->stop_path);
    ask_to_stop(WHY_FILE);
  }
}

static void on_tick(int number)
{
  const int before = errno;
  (void)number;
  look_around();
  errno = before;
}

static void catch_signal(int number, void (*handler)(int))
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
  sigfillset(&action.sa_mask);
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
    sigaction(number, &action, NULL);
  }
}

static void tick_every(suseconds_t microseconds)
{
  const struct timeval tick = {.tv_usec = microseconds};
  setitimer(ITIMER_REAL, &(struct itimerval){tick, tick}, NULL);
}

void cli_stopping_begin(const cli_stopping_t *stopping)
{
  watched = stopping;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  catch_signal(SIGINT, on_signal);
  catch_signal(SIGTERM, on_signal);
  catch_signal(SIGUSR1, on_signal);
  catch_signal(SIGALRM, on_tick);
  tick_every(TICK_MICROSECONDS);
}

const volatile sig_atomic_t *cli_stopping_flag(void) { return &flag; }

void cli_stopping_keeps(int file) { descriptor = file; }

const char *cli_stopping_end(void)
{
  static const char *const words[] = {NULL, "a signal", "the stop file", "the limit of time"};
  tick_every(0);
  cli_end_by_signal(SIGINT);
  cli_end_by_signal(SIGTERM);
  cli_end_by_signal(SIGUSR1);
  descriptor = -1;
  return words[why];
}
