#include "sim/engine/trials/seats.h"

void sl_seats_mask(const sl_trials_t *trials, int year, unsigned age, uint32_t *counts)
{
  for (size_t t = 0; trials->seats != NULL && t < trials->n; t++) {
    counts[t] = sl_seat_has(trials, year, t, age) ? counts[t] : 0;
  }
}

void sl_seats_end(const sl_trials_t *trials, int year, const sl_service_t *service, uint32_t row,
                  uint32_t *counts)
{
  const int first = -trials->model->plan_year; /* the model's year that is plan year 0 */
  uint64_t words[SL_BLOCK_TRIALS];
  if (service->only_row == 0 || service->continues >= 1.0) {
    return;
  }
  for (int y = first + 1; y <= year; y++) {
    const sl_stream_t stream = sl_trials_stream(trials, SL_DRAW_TURNOVER, y, 1);
    trials->model->kernels->words_by_trial(&stream, trials->first, trials->n, row, 0, words);
    for (size_t t = 0; t < trials->n; t++) {
      const double u = (double)(int64_t)(words[t] >> 11) * 0x1p-53;
      counts[t] = u < service->continues ? counts[t] : 0;
    }
  }
}
