#include "sim/cli/batch_stop.h"

#include <stddef.h>

static const int ends[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGUSR1, SIGXCPU};
#define N_ENDS (sizeof ends / sizeof ends[0])

static volatile sig_atomic_t flag;
static struct sigaction before[N_ENDS];

static void on_signal(int number)
{
  (void)number;
  flag = 1;
}

const volatile sig_atomic_t *cli_batch_stop_begin(void)
{
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < N_ENDS; i++) {
    if (sigaction(ends[i], NULL, &before[i]) == 0 && before[i].sa_handler != SIG_IGN) {
      sigaction(ends[i], &action, NULL);
    }
  }
  return &flag;
}

void cli_batch_stop_end(void)
{
  for (size_t i = 0; i < N_ENDS; i++) {
    sigaction(ends[i], &before[i], NULL);
  }
}
