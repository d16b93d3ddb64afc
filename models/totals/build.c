/* Builds the table of models/totals/totals.h from a distribution on a ladder of grids. */
#include "models/core/elementary.h"
#include "models/sampling/sampler_internal.h"
#include "models/totals/internal.h"

#include <math.h>
#include <stdlib.h>

#define JOIN 1e-6     /* tail probability from which on one claim makes the total */
#define BEFORE 1e-5   /* where the slope of an exponential tail is measured from */
#define LEAST 0x1p-43 /* where the last cell of the table ends, or below */
#define TAIL_STEPS 16 /* points for each doubling, or for each factor of e */
#define TAIL_POINTS 4096
#define NOTHING 1e-9 /* a probability that is rounding */

/* P(S > edge[k]) = tail[k], falling. */
typedef struct curve {
  const sl_total_law_t *law;
  double *edge, *tail; /* law->n + TAIL_POINTS */
  size_t n;
} curve_t;

/* Where the last quantile was found: the next is near, and mostly between the same points. */
typedef struct place {
  size_t low;       /* tail[low] >= that of the quantile > tail[low + 1] */
  bool has_slopes;  /* the rest is worked out */
  double log_tail;  /* log(tail[low] / tail[low + 1]) */
  double log_edges; /* log(edge[low + 1] / edge[low]) */
} place_t;

static double middle(const sl_total_law_t *law, size_t k)
{
  return 0.5 * (law->amounts[k] + law->amounts[k + 1]);
}

static void add_point(curve_t *c, double edge, double tail)
{
  c->edge[c->n] = edge;
  c->tail[c->n++] = tail;
}

/* Rounding of the transforms leaves the far tail uneven: it may not rise, and ends at JOIN. */
static void lay_body(curve_t *c)
{
  const sl_total_law_t *law = c->law;
  double below = 0.0, whole = 1.0;
  if (law->atoms != NULL) {
    whole = 1.0 - sl_atoms_mass(law->atoms);
    if (!(whole > NOTHING)) {
      return;
    }
    add_point(c, 0.0, whole);
  }
  for (size_t k = 0; k + 1 < law->n; k++) {
    below += law->mass[k];
    const double tail = whole - below;
    if (c->n > 0 && !(tail > JOIN * c->tail[0])) {
      break;
    }
    if (c->n == 0 || tail < c->tail[c->n - 1]) {
      add_point(c, middle(law, k), tail);
    }
  }
}

static double claims_above(const curve_t *c, double x)
{
  return c->law->claims_above(c->law->context, x);
}

/* The amount above which as many claims are expected as the end's tail says: the end less what the
 * other claims add. 0 where that is no small part of it: then more than one claim makes the total.
 */
static double claim_at_end(const curve_t *c)
{
  const double tail = c->tail[c->n - 1];
  double low = 0.9 * c->edge[c->n - 1], high = 2.0 * c->edge[c->n - 1];
  if (!(claims_above(c, low) > tail && claims_above(c, high) < tail)) {
    return 0.0;
  }
  for (int i = 0; i < 50; i++) {
    const double x = 0.5 * (low + high);
    if (claims_above(c, x) > tail) {
      low = x;
    } else {
      high = x;
    }
  }
  return low;
}

/* One claim makes the total, the others add what they add at the end. */
static void follow_claims(curve_t *c, double claim)
{
  const double end = c->edge[c->n - 1];
  for (int i = 1; i <= TAIL_POINTS && c->tail[c->n - 1] > LEAST * c->tail[0]; i++) {
    const double x = end * sl_det_pow(2.0, (double)i / TAIL_STEPS);
    const double tail = claims_above(c, x - end + claim);
    if (!(tail > 0.0)) {
      break;
    }
    if (tail < c->tail[c->n - 1]) {
      add_point(c, x, tail);
    }
  }
}

/* No claim is that large: the tail falls on as it did last. */
static void follow_slope(curve_t *c)
{
  const size_t last = c->n - 1;
  size_t k = last;
  while (k > 0 && c->tail[k] < BEFORE * c->tail[0]) {
    k--;
  }
  if (k == last) {
    return;
  }
  const double decay = sl_det_log(c->tail[k] / c->tail[last]) / (c->edge[last] - c->edge[k]);
  for (int i = 1; i <= TAIL_POINTS && c->tail[c->n - 1] > LEAST * c->tail[0]; i++) {
    const double x = c->edge[last] + (double)i / (TAIL_STEPS * decay);
    add_point(c, x, c->tail[last] * sl_det_exp(-(double)i / TAIL_STEPS));
  }
}

static void lay_curve(curve_t *c)
{
  lay_body(c);
  if (c->n == 0) {
    return;
  }
  const double claim = claim_at_end(c);
  if (claim > 0.0) {
    follow_claims(c, claim);
  } else {
    follow_slope(c);
  }
}

/* The last point of low .. high - 1 that has at least this tail; that of low does. */
static size_t halve(const curve_t *c, double tail, size_t low, size_t high)
{
  while (high - low > 1) {
    const size_t k = low + (high - low) / 2;
    if (c->tail[k] >= tail) {
      low = k;
    } else {
      high = k;
    }
  }
  return low;
}

/* The points about a probability above the last one's: by doubling, then halving, from a point. */
static size_t find(const curve_t *c, double tail, size_t from)
{
  const size_t last = c->n - 1;
  size_t low = from < last ? from : last - 1, high = low + 1, step = 1;
  while (low > 0 && c->tail[low] < tail) {
    high = low;
    low = low > step ? low - step : 0;
    step *= 2;
  }
  while (high < last && c->tail[high] >= tail) {
    low = high;
    high = last - high > step ? high + step : last;
    step *= 2;
  }
  return halve(c, tail, low, high);
}

static void move_to(const curve_t *c, double tail, place_t *place)
{
  const size_t low = place->low;
  if (!(low + 1 < c->n && c->tail[low] >= tail && tail > c->tail[low + 1])) {
    *place = (place_t){.low = find(c, tail, low)};
  }
}

static void find_slopes(const curve_t *c, place_t *place)
{
  const size_t low = place->low, high = low + 1;
  if (!place->has_slopes) {
    place->log_tail = sl_det_log(c->tail[low] / c->tail[high]);
    place->log_edges = sl_det_log(c->edge[high] / c->edge[low]);
    place->has_slopes = true;
  }
}

/* The amount that S exceeds with a probability `tail` <= tail[0]. place: kept from call to call. */
static double quantile(const curve_t *c, double tail, place_t *place)
{
  if (tail <= c->tail[c->n - 1]) {
    return c->edge[c->n - 1];
  }
  move_to(c, tail, place);
  const size_t low = place->low, high = low + 1;
  if (tail > 0.5 * c->tail[0]) {
    const double share = (c->tail[low] - tail) / (c->tail[low] - c->tail[high]);
    return c->edge[low] + share * (c->edge[high] - c->edge[low]);
  }
  find_slopes(c, place);
  const double share = sl_det_log(c->tail[low] / tail) / place->log_tail;
  return c->edge[low] * sl_det_exp(share * place->log_edges);
}

/* One of the two tails of the table, and what its cells are off by. */
typedef struct half {
  const curve_t *curve;
  place_t place;
  bool is_lower;
  double floor;
  size_t n;
  sl_totals_cell_t *cell;
  double off, total; /* sums over positions: distance, and amount */
} half_t;

static double exact(half_t *half, double position)
{
  const double share = position * 0x1p-64;
  return quantile(half->curve, half->curve->tail[0] * (half->is_lower ? 1.0 - share : share),
                  &half->place);
}

static void measure(half_t *half, const sl_totals_cell_t *cell, double low, double width)
{
  static const double place[] = {0.1, 0.5, 0.9};
  for (int i = 0; i < 3; i++) {
    const double x = exact(half, low + place[i] * width);
    half->off += width * fabs(sl_totals_cell_value(cell, place[i]) - x);
    half->total += width * x;
  }
}

static void fill_half(half_t *half)
{
  /* both ends, and the inner nodes that make the largest |s (s - a) (s - b) (s - 1)| least */
  static const double node[] = {0.0, 0.29289321881345254, 0.70710678118654746, 1.0};
  double low = half->floor, y[4] = {[3] = exact(half, low)};
  for (size_t c = 0; c + 1 < half->n; c++) {
    const double width = ldexp(half->floor, (int)(c >> SL_TOTALS_BITS) - SL_TOTALS_BITS);
    y[0] = y[3]; /* cells meet */
    for (int i = 1; i < 4; i++) {
      y[i] = exact(half, low + node[i] * width);
    }
    sl_interpolate(node, y, 4, half->cell[c].term);
    measure(half, &half->cell[c], low, width);
    low += width;
  }
  half->cell[half->n - 1] = (sl_totals_cell_t){.term = {y[3]}};
}

static void fill(sl_totals_t *totals, const curve_t *curve)
{
  half_t upper = {.curve = curve,
                  .floor = SL_TOTALS_UPPER_FLOOR,
                  .n = SL_TOTALS_UPPER_CELLS,
                  .cell = totals->cell};
  half_t lower = {.curve = curve,
                  .is_lower = true,
                  .floor = SL_TOTALS_LOWER_FLOOR,
                  .n = SL_TOTALS_LOWER_CELLS,
                  .cell = totals->cell + SL_TOTALS_UPPER_CELLS};
  fill_half(&upper);
  fill_half(&lower);
  totals->positive = curve->tail[0];
  totals->factor = 1.0 / curve->tail[0];
  totals->error = (upper.off + lower.off) / (upper.total + lower.total);
}

/* P(S > x) of the part with a density. */
static double density_above(const curve_t *curve, double x)
{
  size_t low = 0, high = curve->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (curve->edge[middle] <= x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0 || low == curve->n) {
    return low == 0 && curve->n > 0 ? curve->tail[0] : 0.0;
  }
  const double share = (x - curve->edge[low - 1]) / (curve->edge[low] - curve->edge[low - 1]);
  return curve->tail[low - 1] + share * (curve->tail[low] - curve->tail[low - 1]);
}

/* From the largest down. The smallest ends at 2^64 where nothing with a density lies below it. */
static int place_atoms(sl_totals_t *totals, const curve_t *curve, sl_error_t *error)
{
  const sl_atoms_t *atoms = curve->law->atoms;
  double above = 0.0;
  totals->atoms = malloc((atoms->n + 1) * sizeof *totals->atoms);
  if (totals->atoms == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu atoms", atoms->n);
  }
  for (size_t i = atoms->n; i-- > 0;) {
    const sl_atom_t *atom = &atoms->atom[i];
    const double from = above + density_above(curve, atom->at);
    above += atom->mass;
    const double to = i == 0 && !(atom->at > 0.0) ? 1.0 : from + atom->mass;
    totals->atoms[totals->n_atoms++] =
        (sl_totals_atom_t){from * 0x1p64, to * 0x1p64, atom->at, above * 0x1p64};
  }
  return SL_OK;
}

/* Of the mean of both parts. */
static void share_error(sl_totals_t *totals, const curve_t *curve)
{
  const sl_atoms_t *atoms = curve->law->atoms;
  double mean = 0.0, density = 0.0;
  for (size_t i = 0; i < atoms->n; i++) {
    mean += atoms->atom[i].at * atoms->atom[i].mass;
  }
  for (size_t k = 0; k < curve->law->n; k++) {
    density += curve->law->amounts[k] * curve->law->mass[k];
  }
  totals->error *= density / (density + mean);
}

static int fill_all(sl_totals_t *totals, const curve_t *curve, sl_error_t *error)
{
  const sl_atoms_t *atoms = curve->law->atoms;
  if (curve->n > 0) {
    fill(totals, curve);
  }
  if (atoms == NULL) {
    return SL_OK;
  }
  if (curve->n > 0) {
    share_error(totals, curve);
  }
  return place_atoms(totals, curve, error);
}

static bool is_always_nothing(const curve_t *curve)
{
  const sl_atoms_t *atoms = curve->law->atoms;
  const bool has_density = curve->n > 0 && curve->tail[0] > 0.0;
  return !has_density && (atoms == NULL || !(atoms->atom[atoms->n - 1].at > 0.0));
}

int sl_totals_new(const sl_total_law_t *law, sl_totals_t **totals, sl_error_t *error)
{
  curve_t curve = {.law = law};
  int code = SL_OK;
  *totals = sl_totals_place_new();
  curve.edge = malloc((law->n + TAIL_POINTS) * sizeof *curve.edge);
  curve.tail = malloc((law->n + TAIL_POINTS) * sizeof *curve.tail);
  if (*totals == NULL || curve.edge == NULL || curve.tail == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for a table of annual totals");
    goto out;
  }
  lay_curve(&curve);
  if (is_always_nothing(&curve)) {
    code = sl_fail(error, SL_ERR_ARGUMENT, "a table of annual totals needs a chance of claims");
    goto out;
  }
  code = fill_all(*totals, &curve, error);
out:
  free(curve.edge);
  free(curve.tail);
  if (code != SL_OK) {
    sl_totals_free(*totals);
    *totals = NULL;
  }
  return code;
}
