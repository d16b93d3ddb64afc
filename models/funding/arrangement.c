#include "models/funding/arrangement.h"

#include <stdlib.h>

static void free_lines(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_insured_lines; i++) {
    free(arrangement->insured_lines[i].services);
  }
  free(arrangement->insured_lines);
  free(arrangement->insured);
}

void sl_arrangement_free(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    free(arrangement->fees[i].name);
  }
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    free(arrangement->taxes[i].name);
  }
  free(arrangement->fees);
  free(arrangement->taxes);
  free(arrangement->specific.lasers);
  free(arrangement->specific.services);
  free(arrangement->aggregate.services);
  free_lines(arrangement);
  free(arrangement->name);
}
