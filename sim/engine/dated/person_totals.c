#include "sim/engine/dated/person_totals.h"

#include <math.h>

/* The person's entries of the plan year: from the first returned to *end. */
static const sl_ledger_entry_t *find_entries(const sl_ledger_t *ledger, uint32_t person,
                                             const sl_ledger_entry_t **end)
{
  const sl_ledger_entry_t *e = ledger->entries, *last = e + ledger->n_services;
  while (e < last && (e->year < 0 || e->index < person)) {
    e++;
  }
  *end = e;
  while (*end < last && (*end)->index == person) {
    (*end)++;
  }
  return e;
}

static double copay_of(const sl_ledger_entry_t *entry, bool split)
{
  return split ? entry->what->copay : (double)NAN;
}

int sl_person_totals_of(sl_claim_sums_t *sums, const sl_ledger_t *ledger, uint32_t person,
                        bool split, sl_claim_totals_t *totals, sl_error_t *error)
{
  const sl_kernels_t *kernels = ledger->model->kernels;
  const sl_trial_run_t run = {0, ledger->end - ledger->begin};
  const sl_ledger_entry_t *end, *first = find_entries(ledger, person, &end);
  int code = SL_OK;
  sl_claim_sums_clear(sums);
  for (const sl_ledger_entry_t *e = first; e < end; e++) {
    sl_claim_sums_count(sums, sl_ledger_records(ledger, e) + ledger->begin, run.n,
                        copay_of(e, split));
  }
  if (end - first == 1) {
    sl_claim_sums_alone(sums, kernels, run, ledger->amounts + first->first, copay_of(first, split));
  } else {
    code = sl_claim_sums_begin(sums, run, error);
    for (const sl_ledger_entry_t *e = first; code == SL_OK && e < end; e++) {
      sl_claim_sums_place(sums, kernels, run, sl_ledger_records(ledger, e) + ledger->begin,
                          ledger->amounts + e->first, copay_of(e, split));
    }
    if (code == SL_OK) {
      sl_claim_sums_end(sums, kernels, run);
    }
  }
  *totals = sl_claim_sums_tell(sums);
  return code;
}
