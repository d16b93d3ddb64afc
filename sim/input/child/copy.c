#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "sim/input/child/copy.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#define SIGNALS 32

/* What the copy leaves behind, in memory that both see. */
typedef struct verdict {
  volatile int is_said;
  int code;
  sl_error_t error;
} verdict_t;

/* The copy's death is nobody's business. */
static void be_a_copy(int messages)
{
  for (int s = 1; s < SIGNALS; s++) {
    struct sigaction action;
    if (sigaction(s, NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
      signal(s, SIG_DFL);
    }
  }
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  if (messages >= 0) {
    dup2(messages, STDERR_FILENO);
  }
}

static void lower_limit(__rlimit_resource_t resource, rlim_t value)
{
  struct rlimit limit;
  if (getrlimit(resource, &limit) == 0 && value < limit.rlim_cur) {
    limit.rlim_cur = value;
    setrlimit(resource, &limit);
  }
}

/* Bytes of address space in use; 0 where the system does not tell. */
static rlim_t address_space(void)
{
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file != NULL && fscanf(file, "%lu", &pages) != 1) {
    pages = 0;
  }
  if (file != NULL) {
    fclose(file);
  }
  return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void set_limits(const sl_copy_limits_t *limits)
{
  const rlim_t used = limits->memory > 0 ? address_space() : 0;
  if (limits->cpu_seconds > 0) {
    lower_limit(RLIMIT_CPU, limits->cpu_seconds);
  }
  if (used > 0) {
    lower_limit(RLIMIT_AS, used + limits->memory);
  }
}

static int wait_for(pid_t child, int *status)
{
  pid_t ended;
  do {
    ended = waitpid(child, status, 0);
  } while (ended < 0 && errno == EINTR);
  return ended == child ? 0 : -1;
}

static sl_copy_end_t take_verdict(const verdict_t *verdict, pid_t child, int *code,
                                  sl_error_t *error)
{
  int status = 0;
  const int known = wait_for(child, &status) == 0;
  if (!verdict->is_said) {
    return known && WIFEXITED(status) ? SL_COPY_EXITED : SL_COPY_CRASHED;
  }
  *code = verdict->code;
  if (verdict->code != SL_OK && error != NULL) {
    *error = verdict->error;
  }
  return SL_COPY_RETURNED;
}

sl_copy_end_t sl_copy_call(sl_copied_t function, void *context, const sl_copy_limits_t *limits,
                           int messages, int *code, sl_error_t *error)
{
  verdict_t *verdict =
      mmap(NULL, sizeof *verdict, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (verdict == MAP_FAILED) {
    return SL_COPY_NONE;
  }
  const pid_t child = fork();
  if (child == 0) {
    be_a_copy(messages);
    set_limits(limits);
    verdict->code = function(context, &verdict->error);
    verdict->is_said = 1;
    _exit(0);
  }
  const int reason = errno;
  const sl_copy_end_t end = child > 0 ? take_verdict(verdict, child, code, error) : SL_COPY_NONE;
  munmap(verdict, sizeof *verdict);
  errno = reason;
  return end;
}
