#include "sim/cli/job.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static volatile sig_atomic_t stop;

static void on_signal(int signal_number)
{
  (void)signal_number;
  stop = 1;
}

void cli_catch_signals(void)
{
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

const volatile sig_atomic_t *cli_stop_flag(void) { return &stop; }

static bool is_same_file(const char *a, const char *b)
{
  struct stat first, second;
  return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

int cli_check_output(const char *path, const char *scenario, const char *census, sl_error_t *error)
{
  if (is_same_file(path, scenario) || is_same_file(path, census)) {
    return sl_fail(error, SL_ERR_CREATE, "cannot write %s: it is the %s that is being read", path,
                   is_same_file(path, scenario) ? "scenario" : "census");
  }
  return SL_OK;
}

char *cli_default_output(const char *scenario, const char *ending)
{
  const char *slash = strrchr(scenario, '/');
  const char *base = slash != NULL ? slash + 1 : scenario;
  const char *dot = strrchr(base, '.');
  const size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
  const size_t size = stem + strlen(ending) + 1;
  char *path = malloc(size);
  if (path != NULL) {
    snprintf(path, size, "%.*s%s", (int)stem, base, ending);
  }
  return path;
}
