#include "models/totals/totals.h"

#include "models/totals/internal.h"

#include <math.h>
#include <stdlib.h>

/* The last atom that begins at or below the position; n_atoms where none does. */
static size_t atom_at(const sl_totals_t *totals, double position)
{
  size_t low = 0, high = totals->n_atoms;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (totals->atoms[middle].from <= position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low > 0 ? low - 1 : totals->n_atoms;
}

static double draw_beside_atoms(const sl_totals_t *totals, double position)
{
  static const double last = 18446744073709549568.0; /* the largest double below 2^64 */
  const size_t i = atom_at(totals, position);
  const bool is_past = i < totals->n_atoms;
  if (is_past && (position < totals->atoms[i].to || !(totals->factor > 0.0))) {
    return totals->atoms[i].value;
  }
  const double shifted = (position - (is_past ? totals->atoms[i].shift : 0.0)) * totals->factor;
  const double own = sl_totals_value(totals, shifted < 0.0 ? 0.0 : shifted < last ? shifted : last);
  /* not across the atoms on either side, whatever the cubic's error */
  const double most = is_past ? totals->atoms[i].value : own;
  const size_t next = is_past ? i + 1 : 0;
  const double least = next < totals->n_atoms ? totals->atoms[next].value : 0.0;
  return own > most ? most : own < least ? least : own;
}

double sl_totals_draw(const sl_totals_t *totals, uint64_t word)
{
  if (totals->n_atoms > 0) {
    return draw_beside_atoms(totals, (double)~word);
  }
  const double position = (double)~word * totals->factor;
  return position < 0x1p64 ? sl_totals_value(totals, position) : 0.0;
}

static void send_for_octave(const sl_totals_cell_t *end, unsigned octave)
{
  const char *at = (const char *)(end - ((octave + 1) << SL_TOTALS_BITS));
  for (size_t i = 0; i < sizeof(sl_totals_cell_t) << SL_TOTALS_BITS; i += 64) {
    __builtin_prefetch(at + i, 0, 2);
  }
}

/* An octave of each tail, from the median outwards. */
void sl_totals_send_for(const sl_totals_t *totals, unsigned part)
{
  send_for_octave(totals->cell + SL_TOTALS_UPPER_CELLS - 1, part);
  send_for_octave(totals->cell + SL_TOTALS_CELLS - 1, part);
}

double sl_totals_error(const sl_totals_t *totals) { return totals->error; }

void sl_totals_free(sl_totals_t *totals)
{
  if (totals != NULL) {
    free(totals->atoms);
    free(totals);
  }
}

size_t sl_totals_size(void) { return sizeof(sl_totals_t); }

int sl_totals_interpolate(sl_totals_t *const *nodes, const double *weight, size_t n,
                          sl_totals_t **totals, sl_error_t *error)
{
  *totals = sl_totals_place_new();
  if (*totals == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a table of annual totals");
  }
  sl_totals_interpolate_at(*totals, nodes, weight, n);
  return SL_OK;
}

/* Of one cell, written once: a table is too large to be gone through node by node. */
static inline sl_totals_cell_t weighted(sl_totals_t *const *nodes, const double *weight, size_t n,
                                        size_t cell)
{
  sl_totals_cell_t sum = {{0.0}};
  for (size_t i = 0; i < n; i++) {
    for (int k = 0; k < 4; k++) {
      sum.term[k] += weight[i] * nodes[i]->cell[cell].term[k];
    }
  }
  return sum;
}

void sl_totals_interpolate_at(sl_totals_t *made, sl_totals_t *const *nodes, const double *weight,
                              size_t n)
{
  made->atoms = NULL;
  made->n_atoms = 0;
  made->positive = made->error = 0.0;
  for (size_t i = 0; i < n; i++) {
    made->positive += weight[i] * nodes[i]->positive;
    made->error = fmax(made->error, nodes[i]->error);
  }
  for (size_t c = 0; c < SL_TOTALS_CELLS; c++) {
    made->cell[c] = weighted(nodes, weight, n, c);
  }
  made->factor = 1.0 / made->positive;
}

/* Positions that share a cell, its end not included. */
static double cell_width(size_t cell)
{
  const bool is_lower = cell >= SL_TOTALS_UPPER_CELLS;
  const size_t own = is_lower ? cell - SL_TOTALS_UPPER_CELLS : cell;
  const double floor = is_lower ? SL_TOTALS_LOWER_FLOOR : SL_TOTALS_UPPER_FLOOR;
  return ldexp(floor, (int)(own >> SL_TOTALS_BITS) - SL_TOTALS_BITS);
}

double sl_totals_distance(const sl_totals_t *a, const sl_totals_t *b)
{
  static const double place[] = {0.1, 0.5, 0.9};
  double apart = 0.0, mean = 0.0;
  for (size_t c = 0; c < SL_TOTALS_CELLS; c++) {
    for (size_t i = 0; i < sizeof place / sizeof place[0]; i++) {
      const double x = sl_totals_cell_value(&a->cell[c], place[i]);
      apart += cell_width(c) * fabs(x - sl_totals_cell_value(&b->cell[c], place[i]));
      mean += cell_width(c) * x;
    }
  }
  return fmax(apart / mean, fabs(a->positive - b->positive) / a->positive);
}
