/* Whose claims the trials of a later plan year's model are: those of a contract of the census as
 * long as it stays, or of the copies of it that came later (models/turnover/turnover.h).
 *
 * A seat is one of them in one trial. The census's own are numbered as their trials are; copies of
 * a contract one after the other over a block, so that seats that are simulated together have
 * consecutive numbers, which name their random words as a trial's number does. A model's year 0 is
 * plan year model->plan_year; a person's health in a plan year is the same in every model whose
 * years reach it.
 */
#ifndef SL_SIM_ENGINE_TRIALS_SEATS_H
#define SL_SIM_ENGINE_TRIALS_SEATS_H

#include "sim/engine/trials/draws.h"

typedef struct sl_seats {
  const uint8_t *entry; /* by seat, as trials count: the plan year in which it begins; NULL = all of
                           them with plan year 0, or before it */
  const uint8_t *exit;  /* by seat: the plan year in which it has ended */
  const uint16_t *trial; /* by seat: its trial of the block; NULL = as numbered */
} sl_seats_t;

/* Plan year of a model's year. */
static inline int sl_plan_year(const sl_trials_t *trials, int year)
{
  return year + trials->model->plan_year;
}

/* The plan year in which a seat begins. */
static inline int sl_seat_entry(const sl_trials_t *trials, size_t seat)
{
  return trials->seats == NULL || trials->seats->entry == NULL ? 0 : trials->seats->entry[seat];
}

/* Whether the seat is there in a model's year; before plan year 0 where it began with it. */
static inline bool sl_seat_holds(const sl_trials_t *trials, int year, size_t seat)
{
  const sl_seats_t *seats = trials->seats;
  const int k = sl_plan_year(trials, year);
  return seats == NULL ||
         (k < 0 ? seats->entry == NULL : sl_seat_entry(trials, seat) <= k && k < seats->exit[seat]);
}

/* Of the claims counted in a model's year those of seats that are not there become none. */
void sl_seats_mask(const sl_trials_t *trials, int year, uint32_t *counts);

#endif
