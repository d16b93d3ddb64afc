#include "sim/engine/dated/observe.h"

#include "sim/engine/dated/ledger_cases.h"
#include "sim/input/scenario/scenario.h"

/* What the functions of one trial share. */
typedef struct look {
  const sl_ledger_t *ledger;
  const sl_observer_t *observer;
  const sl_listed_year_t *listed;
  size_t at;          /* of the plan year */
  int32_t year_first; /* first day of the plan year */
  size_t trial;       /* of those counted */
} look_t;

static void see(const look_t *look, uint32_t j)
{
  const sl_ledger_t *ledger = look->ledger;
  const sl_claim_record_t *record = &look->listed->records[j];
  const int32_t incurred = look->year_first + (int32_t)sl_claim_day(record->key);
  sl_seen_claim_t seen = {.person = ledger->family->first_person + sl_claim_person(record->key),
                          .service = sl_claim_service(record->key),
                          .condition = SL_NO_CONDITION,
                          .outside = (sl_claim_marks(record->key) & SL_CLAIM_OUTSIDE) != 0U,
                          .incurred = incurred,
                          .paid = incurred + (int32_t)sl_claim_lag(record->key),
                          .allowed = record->allowed,
                          .plan_paid = look->listed->plan[j]};
  if (ledger->cases != NULL) {
    seen.condition =
        sl_ledger_condition_of(ledger, look->at, look->trial, record->key, &seen.of_child);
  }
  look->observer->see(look->observer->context, &seen);
}

void sl_observe_listed(const sl_ledger_t *ledger, const sl_listing_t *listing,
                       const sl_trials_t *trials)
{
  const sl_observer_t *observer = trials->observer;
  if (observer->trial < trials->first + listing->begin ||
      observer->trial >= trials->first + listing->end) {
    return;
  }
  const size_t trial = observer->trial - trials->first;
  const size_t k = trial - listing->begin;
  for (int y = ledger->model->first_year; y <= 0; y++) {
    int first, last;
    sl_calendar_year(&ledger->model->scenario->calendar, y, &first, &last);
    const size_t at = sl_model_year_at(ledger->model, y);
    const look_t look = {ledger, observer, &listing->year[at], at, first, trial};
    for (uint32_t j = look.listed->first[k]; j < look.listed->first[k + 1]; j++) {
      see(&look, j);
    }
  }
}
