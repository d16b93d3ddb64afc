#include "sim/engine/trials/seats.h"

void sl_seats_mask(const sl_trials_t *trials, int year, unsigned age, uint32_t *counts)
{
  for (size_t t = 0; trials->seats != NULL && t < trials->n; t++) {
    counts[t] = sl_seat_has(trials, year, t, age) ? counts[t] : 0;
  }
}
