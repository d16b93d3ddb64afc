#include "sim/cli/ranks.h"

#include <stdlib.h>

static bool is_several(const char *variable)
{
  const char *size = getenv(variable);
  return size != NULL && strtol(size, NULL, 10) > 1;
}

/* srun says how many in a variable of its own, which is there without PMIx too: then the tasks are
 * nothing to each other. */
bool cli_is_one_of_many(void)
{
  return is_several("OMPI_COMM_WORLD_SIZE") || is_several("PMI_SIZE") ||
         (getenv("PMIX_RANK") != NULL && is_several("SLURM_STEP_NUM_TASKS"));
}
