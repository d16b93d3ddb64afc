#include "models/turnover/internal.h"

#include <math.h>
#include <string.h>

#define TRIALS SL_TURNOVER_TRIALS
#define NOBODY UINT32_MAX
#define NEVER UINT8_MAX
#define GUIDE 256

/* Who holds one slot, by trial. */
typedef struct holders {
  uint32_t contract[TRIALS];
  uint8_t entry[TRIALS]; /* 0: the census's own */
  uint8_t younger[TRIALS];
  uint8_t until[TRIALS]; /* too old from this year on */
} holders_t;

typedef struct drawing {
  const sl_turnover_terms_t *terms;
  const sl_kernels_t *kernels;
  sl_stream_t stream[SL_PLAN_YEARS_MAX];
  size_t slots[SL_PLAN_YEARS_MAX];
  double at_least[SL_YOUNGER_MAX + 2];
  uint8_t guide[GUIDE]; /* by a word's bits: J is so much or more */
  uint32_t first;
  size_t n, begin, end;
  sl_stays_t *stays;
  holders_t held;
} drawing_t;

size_t sl_turnover_slots(const sl_turnover_terms_t *terms, unsigned year)
{
  double slots = (double)terms->n_slots;
  for (unsigned k = 0; k < year; k++) {
    slots *= 1.0 + terms->growth;
  }
  return (size_t)floor(slots + 0.5);
}

void sl_younger_law(const sl_turnover_terms_t *terms, double at_least[SL_YOUNGER_MAX + 2])
{
  const double stays = terms->ageing && terms->leaving > 0.0 ? 1.0 - terms->leaving : 0.0;
  at_least[0] = 1.0;
  for (unsigned j = 0; j <= SL_YOUNGER_MAX; j++) {
    at_least[j + 1] = at_least[j] * stays;
  }
}

unsigned sl_turnover_most_younger(const sl_turnover_terms_t *terms, size_t contract)
{
  const unsigned age = terms->ages[contract];
  if (!terms->ageing) {
    return 0;
  }
  if (terms->leaving > 0.0 && terms->leaving < 1.0) {
    return sl_younger_cap(age);
  }
  return age >= SL_TURNOVER_OLDEST ? age - SL_TURNOVER_OLDEST + 1 : 0;
}

static bool too_old(const sl_turnover_terms_t *terms, unsigned age)
{
  return terms->ageing && age >= SL_TURNOVER_OLDEST;
}

static uint8_t until(const sl_turnover_terms_t *terms, unsigned year, unsigned age)
{
  if (!terms->ageing) {
    return NEVER;
  }
  return (uint8_t)(age < SL_TURNOVER_OLDEST ? year + SL_TURNOVER_OLDEST - age : year);
}

/* Where the search for J begins, for the eight upper bits of the half word that tells it. */
static void fill_guide(drawing_t *d)
{
  unsigned younger = SL_YOUNGER_MAX;
  sl_younger_law(d->terms, d->at_least);
  for (unsigned i = 0; i < GUIDE; i++) {
    while (younger > 0 && d->at_least[younger] < (i + 1.0) / GUIDE) {
      younger--;
    }
    d->guide[i] = (uint8_t)younger;
  }
}

/* What one try's word gives. */
static unsigned copy(const drawing_t *d, uint64_t word, uint32_t *contract)
{
  *contract = (uint32_t)((word >> 32) * d->terms->n_contracts >> 32);
  const unsigned cap = sl_younger_cap(d->terms->ages[*contract]);
  const double u = (double)(uint32_t)word * 0x1p-32;
  const unsigned guide = d->guide[(uint32_t)word >> 24];
  unsigned younger = guide < cap ? guide : cap;
  while (younger < cap && u < d->at_least[younger + 1]) {
    younger++;
  }
  return younger;
}

static void arrive(drawing_t *d, uint32_t slot, size_t t, unsigned year, uint64_t word)
{
  const sl_turnover_terms_t *terms = d->terms;
  uint32_t contract = 0;
  unsigned younger = copy(d, word, &contract);
  for (uint32_t tried = 1;
       too_old(terms, terms->ages[contract] - younger) && tried < SL_TURNOVER_TRIES; tried++) {
    word = sl_stream_word(&d->stream[year], d->first + (uint32_t)t, slot, tried + 1);
    younger = copy(d, word, &contract);
  }
  if (too_old(terms, terms->ages[contract] - younger)) {
    younger = terms->ages[contract] - SL_TURNOVER_OLDEST + 1;
  }
  d->held.contract[t] = contract;
  d->held.entry[t] = (uint8_t)year;
  d->held.younger[t] = (uint8_t)younger;
  d->held.until[t] = until(terms, year, terms->ages[contract] - younger);
}

/* There is room for it. */
static void leave(drawing_t *d, uint32_t slot, size_t t, unsigned year)
{
  const size_t of = (size_t)d->held.contract[t] - d->begin;
  if (of >= d->end - d->begin) {
    return;
  }
  if (d->held.entry[t] == 0) {
    d->stays->exit[of * d->n + t] = (uint8_t)year;
    return;
  }
  d->stays->list[d->stays->n++] = (sl_stay_t){.contract = d->held.contract[t],
                                              .slot = slot,
                                              .trial = (uint16_t)t,
                                              .younger = d->held.younger[t],
                                              .entry = d->held.entry[t],
                                              .exit = (uint8_t)year};
}

/* Those who are replaced when a year begins. A branch on each would be a surprise in every fifth or
 * so: they are listed without one. */
static size_t list_leaving(const drawing_t *d, const uint64_t *words, unsigned year,
                           uint16_t *leaving)
{
  const uint64_t below = (uint64_t)ceil(d->terms->leaving * 0x1p53);
  size_t n = 0;
  for (size_t t = 0; t < d->n; t++) {
    leaving[n] = (uint16_t)t;
    n += (size_t)(((words[t] >> 11) < below) | (d->held.until[t] <= year));
  }
  return n;
}

static void begin_year(drawing_t *d, uint32_t slot, unsigned year)
{
  uint64_t words[TRIALS], tries[TRIALS];
  uint16_t leaving[TRIALS + 1];
  d->kernels->word_pairs_by_trial(&d->stream[year], d->first, d->n, slot, 0, words, tries);
  const size_t n = list_leaving(d, words, year, leaving);
  for (size_t i = 0; i < n; i++) {
    leave(d, slot, leaving[i], year);
    arrive(d, slot, leaving[i], year, tries[leaving[i]]);
  }
}

/* A new slot is one that nobody holds, whose holder is too old. */
static void hold(drawing_t *d, size_t slot)
{
  const bool fresh = slot >= d->terms->n_slots;
  const uint32_t contract = fresh ? NOBODY : d->terms->slot[slot];
  memset(&d->held, 0, sizeof d->held);
  memset(d->held.until, fresh ? 0 : until(d->terms, 0, d->terms->ages[contract]), TRIALS);
  for (size_t t = 0; t < d->n; t++) {
    d->held.contract[t] = contract;
  }
}

static int draw_slot(drawing_t *d, size_t slot, sl_error_t *error)
{
  unsigned year = 1;
  hold(d, slot);
  while (slot >= d->terms->n_slots && slot >= d->slots[year]) {
    year++;
  }
  int code = SL_OK;
  for (; code == SL_OK && year < d->terms->years && slot < d->slots[year]; year++) {
    code = sl_stays_reserve(d->stays, d->n, error);
    if (code == SL_OK) {
      begin_year(d, (uint32_t)slot, year);
    }
  }
  code = code == SL_OK ? sl_stays_reserve(d->stays, d->n, error) : code;
  for (size_t t = 0; code == SL_OK && t < d->n; t++) {
    leave(d, (uint32_t)slot, t, year);
  }
  return code;
}

int sl_turnover_draw(const sl_turnover_terms_t *terms, const sl_kernels_t *kernels, uint64_t seed,
                     sl_pass_t pass, uint32_t first, size_t n, size_t begin, size_t end,
                     sl_stays_t *stays, sl_error_t *error)
{
  drawing_t d = {.terms = terms,
                 .kernels = kernels,
                 .first = first,
                 .n = n,
                 .begin = begin,
                 .end = end,
                 .stays = stays};
  size_t slots = terms->n_slots;
  fill_guide(&d);
  for (unsigned k = 0; k < terms->years; k++) {
    d.stream[k] = sl_stream_init(seed, pass, SL_DRAW_TURNOVER, (int)k, 0);
    d.slots[k] = sl_turnover_slots(terms, k);
    slots = d.slots[k] > slots ? d.slots[k] : slots;
  }
  stays->n = 0;
  int code = sl_stays_contracts(stays, end - begin, error);
  if (code == SL_OK) {
    memset(stays->exit, 1, (end - begin) * n);
  }
  for (size_t slot = 0; code == SL_OK && slot < slots; slot++) {
    code = draw_slot(&d, slot, error);
  }
  if (code == SL_OK) {
    sl_stays_sort(stays, begin, end);
  }
  return code;
}
