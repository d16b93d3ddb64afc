#include "sim/engine/trials/seats.h"

void sl_seats_mask(const sl_trials_t *trials, int year, uint32_t *counts)
{
  for (size_t t = 0; trials->seats != NULL && t < trials->n; t++) {
    counts[t] = sl_seat_holds(trials, year, t) ? counts[t] : 0;
  }
}
