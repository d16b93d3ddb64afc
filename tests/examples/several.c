/* Several scenarios in one process, at the same time: a thread for each seed. */
#include <stoploss.h>

#include <pthread.h>
#include <stdio.h>

enum { SEEDS = 4 };

typedef struct job {
  uint64_t seed;
  int code;
  double sum;
  unsigned long years;
} job_t;

/* The baseline is arrangement 0. */
static int add(void *context, const stoploss_block_t *block)
{
  job_t *job = context;
  const double *cost = stoploss_block_values(block, "cost");
  const size_t width = stoploss_block_arrangements(block);
  for (size_t t = 0; t < stoploss_block_trials(block); t++) {
    job->sum += cost[t * width];
    job->years++;
  }
  return 0;
}

static void *work(void *context)
{
  job_t *job = context;
  stoploss_load_options_t load;
  stoploss_options_t options;
  stoploss_scenario_t *scenario = NULL;
  stoploss_load_options_init(&load);
  load.trials = 2000;
  load.has_seed = 1;
  load.seed = job->seed;
  stoploss_options_init(&options);
  options.threads = 1;
  options.sink = add;
  options.context = job;
  job->code = stoploss_scenario_load("shop.yaml", &load, &scenario, NULL, NULL);
  if (job->code == STOPLOSS_OK) {
    job->code = stoploss_run(scenario, &options, NULL, NULL, NULL);
  }
  stoploss_scenario_free(scenario);
  return NULL;
}

int main(void)
{
  pthread_t threads[SEEDS];
  job_t jobs[SEEDS];
  int failed = 0;
  for (int i = 0; i < SEEDS; i++) {
    jobs[i] = (job_t){(uint64_t)i + 1, STOPLOSS_OK, 0.0, 0};
    if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0) {
      return 1;
    }
  }
  for (int i = 0; i < SEEDS; i++) {
    pthread_join(threads[i], NULL);
    failed |= jobs[i].code != STOPLOSS_OK;
    printf("seed %llu: %.2f on average over %lu years\n", (unsigned long long)jobs[i].seed,
           jobs[i].sum / (double)jobs[i].years, jobs[i].years);
  }
  return failed;
}
