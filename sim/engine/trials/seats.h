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

#include "models/claims/service.h"
#include "models/turnover/turnover.h"
#include "sim/engine/compile/family_map.h"
#include "sim/engine/trials/draws.h"

/* Who sits where in the trials of a block: the stays of consecutive contracts. */
struct sl_seating {
  const sl_stays_t *stays;
  size_t first_contract, n_contracts;
  const sl_family_map_t *map;
  size_t most; /* numbers that one contract's copies take a block: sl_turnover_most */
};

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

/* Likewise whether a person is in it, of that age in the model's year 0: copies have no child that
 * is born later. */
static inline bool sl_seat_has(const sl_trials_t *trials, int year, size_t seat, unsigned age)
{
  return sl_seat_holds(trials, year, seat) &&
         (trials->seats == NULL || trials->seats->entry == NULL || !trials->model->ages ||
          sl_born_by(age, (unsigned)trials->model->plan_year, trials->seats->entry[seat]));
}

/* Of a person's claims counted in a model's year those in seats without him become none. age: in
 * the model's year 0. */
void sl_seats_mask(const sl_trials_t *trials, int year, unsigned age, uint32_t *counts);

/* Likewise of a known claimant's claims (row: his) in trials in which they have ended by then. They
 * go on from plan year j - 1 to j with probability service->continues, by draw 0 of stream
 * (SL_DRAW_TURNOVER, j, service 1): all services of a claimant together. Before plan year 1 nothing
 * has ended. Cost: a word a trial and plan year; none where they go on for certain. Checked by
 * tests/unit/test_years_health.c. */
void sl_seats_end(const sl_trials_t *trials, int year, const sl_service_t *service, uint32_t row,
                  uint32_t *counts);

#endif
