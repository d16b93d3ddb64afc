#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "sim/output/hdf5/rehearsal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#define SECONDS 2
#define BYTES_A_SECOND ((off_t)20 << 20) /* of a large file */
#define MEMORY ((rlim_t)1 << 30)
#define SIGNALS 32

/* What the child leaves behind, in memory that both see. */
typedef struct verdict {
  volatile int is_said;
  int code;
  sl_error_t error;
} verdict_t;

/* The child's death is nobody's business: no handler of this program's runs in it, no core is
 * dumped. */
static void be_a_child(void)
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

static void set_limits(off_t size)
{
  const rlim_t used = address_space();
  lower_limit(RLIMIT_CPU, SECONDS + (rlim_t)(size / BYTES_A_SECOND));
  if (used > 0) {
    lower_limit(RLIMIT_AS, used + MEMORY + 2 * (rlim_t)size);
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

/* HDF5 calls exit where it has no memory for an identifier: that is no fault of the file. */
static int judge(const verdict_t *verdict, int known, int status, sl_error_t *error)
{
  if (verdict->is_said) {
    if (verdict->code != SL_OK && error != NULL) {
      *error = verdict->error;
    }
    return verdict->code;
  }
  if (known && WIFEXITED(status)) {
    return sl_fail(error, SL_ERR_MEMORY, "HDF5 has no memory to read the result");
  }
  return sl_fail(
      error, SL_ERR_INPUT,
      "HDF5 cannot read this file: it crashes or comes to no end, so the file is damaged "
      "or forged");
}

int sl_rehearse(sl_reading_t reading, void *context, off_t size, sl_error_t *error)
{
  verdict_t *verdict =
      mmap(NULL, sizeof *verdict, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  const pid_t child = verdict != MAP_FAILED ? fork() : -1;
  if (child == 0) {
    be_a_child();
    set_limits(size);
    verdict->code = reading(context, &verdict->error);
    verdict->is_said = 1;
    _exit(0);
  }
  int code, status = 0;
  if (child < 0) {
    code = sl_fail(error, SL_ERR_MEMORY, "cannot start a process that reads the result: %s",
                   strerror(errno));
  } else {
    const int known = wait_for(child, &status) == 0;
    code = judge(verdict, known, status, error);
  }
  if (verdict != MAP_FAILED) {
    munmap(verdict, sizeof *verdict);
  }
  return code;
}
