/* Fits polynomial pieces to an inverse distribution function over runs of tail positions. */
#include "models/core/amounts.h"
#include "models/sampling/sampler_internal.h"
#include "models/severity/severity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PIECES (UINT32_C(1) << 22)
#define MAX_RATIO 8.0    /* of the amounts at the ends of a piece */
#define POSITION_BITS 40 /* at most, of t: ample for the bound, few enough to stay monotone */

/* Slack in probability: quantiles themselves are not known better, next to a gap or an atom. */
#define PROBABILITY_SLACK 0x1p-48

/* Part of a run, with the grid on which a polynomial runs: t = (v - first) >> shift, 0 .. steps. */
typedef struct cell {
  const sl_run_t *run;
  uint64_t first, last;
  uint64_t steps;
  unsigned shift;
} cell_t;

static double clamp(double x, const sl_run_t *run)
{
  return sl_smaller(sl_larger(x, run->low), run->high);
}

/* The tail position of amount x, not rounded: the inverse of what is fitted. */
static double position_of(const sl_fitter_t *f, double x)
{
  const double tail =
      f->upper ? sl_severity_survival(f->severity, x) : sl_severity_cdf(f->severity, x);
  return tail * 0x1p64 - 0.5;
}

/* Slope of a piece in t. */
static double piece_slope(const sl_piece_t *piece, double t)
{
  const double *c = piece->term;
  return c[1] + t * (2.0 * c[2] + t * (3.0 * c[3] + t * (4.0 * c[4] + t * 5.0 * c[5])));
}

/* Amounts are known about as well as probabilities: not so next to a gap, where the distribution
 * function is flat and its rounding moves the amount far. */
static bool well_conditioned(double position, double slope, double x)
{
  return fabs(slope) * (position + 0.5) < 1000.0 * x;
}

/* From what the piece before foretells, by the secant method: two or three evaluations of the
 * distribution function. False where that does not settle at once. */
static bool near_inverse(const sl_fitter_t *f, const sl_run_t *run, double position, double *amount)
{
  const sl_piece_t *piece = &f->pieces[f->n - 1];
  const double unit = ldexp(1.0, (int)piece->shift);
  const double t = (position - (double)piece->start) / unit;
  double x = sl_piece_value(piece, t), slope = piece_slope(piece, t) / unit;
  double x_before = 0.0, off_before = 0.0;
  for (int step = 0; step < 4 && x > run->low && x < run->high; step++) {
    const double off = position_of(f, x) - position;
    if (step > 0 && off != off_before) {
      slope = (x - x_before) / (off - off_before);
    }
    const double move = off * slope;
    x_before = x;
    off_before = off;
    x -= move;
    /* a foretold slope may be quite wrong, that of a chord is good to many digits */
    if (fabs(move) <= (step > 0 ? 1e-8 : 1e-13) * x) {
      *amount = x;
      return x >= run->low && x <= run->high && well_conditioned(position, slope, x);
    }
  }
  return false;
}

static double inverse(const sl_fitter_t *f, const sl_run_t *run, double position)
{
  double near;
  if (f->foretells && near_inverse(f, run, position, &near)) {
    return near;
  }
  const double tail = (position + 0.5) * 0x1p-64;
  const double x = f->upper ? sl_severity_quantile_upper(f->severity, tail)
                            : sl_severity_quantile(f->severity, tail);
  return clamp(x, run);
}

/* Rounded to 36 significant bits, so that the last bits of a processor's libm, which differ from
 * one to the next, do not reach the table. */
static double rounded(double x, const sl_run_t *run)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits = (bits + (UINT64_C(1) << 16)) & ~((UINT64_C(1) << 17) - 1);
  memcpy(&x, &bits, sizeof x);
  return clamp(x, run);
}

/* The middle of the positions that share t. */
static double position_at(const cell_t *c, uint64_t t)
{
  const uint64_t begin = c->first + (t << c->shift);
  const uint64_t width = UINT64_C(1) << c->shift;
  const uint64_t end = c->last - begin < width - 1 ? c->last : begin + (width - 1);
  return (double)begin + 0.5 * (double)(end - begin);
}

static void set_grid(cell_t *c, int bits)
{
  const uint64_t width = c->last - c->first;
  const int length = (int)sl_octave_of(width) + 1;
  c->shift = length > bits ? (unsigned)(length - bits) : 0;
  c->steps = width >> c->shift;
}

/* end: the amount that the piece comes up to. */
static void append(sl_fitter_t *f, const cell_t *c, const double *term, size_t n_terms, double end)
{
  if (f->n == f->capacity) {
    const size_t capacity = f->capacity > 0 ? 2 * f->capacity : 1024;
    sl_piece_t *grown =
        capacity <= MAX_PIECES ? realloc(f->pieces, capacity * sizeof *grown) : NULL;
    if (grown == NULL) {
      f->code = SL_ERR_MEMORY;
      return;
    }
    f->pieces = grown;
    f->capacity = capacity;
  }
  sl_piece_t *piece = &f->pieces[f->n++];
  *piece = (sl_piece_t){.start = c->first, .shift = c->shift};
  f->foretells = n_terms == SL_SAMPLER_TERMS && f->severity->family->quantile_iterates;
  f->previous = end;
  memcpy(piece->term, term, n_terms * sizeof *term);
}

static bool within_slack(const sl_fitter_t *f, const cell_t *c, double position, double x)
{
  const double slack = (position + 0.5) * PROBABILITY_SLACK;
  const double one = inverse(f, c->run, position - slack);
  const double other = inverse(f, c->run, position + slack);
  return x >= sl_smaller(one, other) && x <= sl_larger(one, other);
}

/* One evaluation of the distribution function shows how far x is off, to first order. */
static bool nearly(const sl_fitter_t *f, const cell_t *c, const sl_piece_t *piece, uint64_t t,
                   double x, double *error)
{
  const double slope = piece_slope(piece, (double)t) / ldexp(1.0, (int)c->shift);
  const double position = position_at(c, t), off = fabs((position_of(f, x) - position) * slope);
  if (!(x > c->run->low && x < c->run->high && well_conditioned(position, slope, x) &&
        off <= 0.85 * SL_GENERAL_TOLERANCE * x)) {
    return false;
  }
  *error = sl_larger(*error, off / x);
  return true;
}

static bool accurate_at(const sl_fitter_t *f, const cell_t *c, const sl_piece_t *piece, uint64_t t,
                        double *error)
{
  const double position = position_at(c, t), x = sl_piece_value(piece, (double)t);
  if (f->severity->family->quantile_iterates && nearly(f, c, piece, t, x, error)) {
    return true;
  }
  const double exact = inverse(f, c->run, position);
  const double off = fabs(x - exact);
  if (off <= 0.85 * SL_GENERAL_TOLERANCE * exact) {
    *error = sl_larger(*error, exact > 0.0 ? off / exact : 0.0);
    return true;
  }
  return off <= f->tolerance_amount || within_slack(f, c, position, x);
}

/* Between the nodes, where the error of an interpolating polynomial is largest. */
static bool accurate(sl_fitter_t *f, const cell_t *c, const double *term, size_t n_terms)
{
  static const double place[] = {0.5, 0.0425, 0.213, 0.787, 0.9575, 0.02, 0.98};
  sl_piece_t piece = {0};
  double error = 0.0;
  memcpy(piece.term, term, n_terms * sizeof *term);
  const bool all = c->steps < 32;
  const size_t n = all ? (size_t)c->steps + 1 : sizeof place / sizeof place[0];
  for (size_t i = 0; i < n; i++) {
    const uint64_t t = all ? i : (uint64_t)(place[i] * (double)c->steps);
    if (!accurate_at(f, c, &piece, t, &error)) {
      return false;
    }
  }
  f->error = sl_larger(f->error, error);
  return true;
}

/* A straight line is monotone in t whatever the rounding; its end must not pass `to`. */
static bool fit_line(sl_fitter_t *f, const cell_t *c, double from, double to)
{
  const double steps = (double)c->steps;
  double term[2] = {from, (to - from) / steps};
  while (to > from ? term[0] + steps * term[1] > to : term[0] + steps * term[1] < to) {
    term[1] = nextafter(term[1], 0.0);
  }
  const bool good = accurate(f, c, term, 2);
  if (good) {
    append(f, c, term, 2, to);
  }
  return good;
}

/* Newton's divided differences, multiplied out. */
static inline void interpolate(const double *s, const double *y, size_t n, double *term)
{
  double difference[SL_SAMPLER_TERMS];
  memcpy(difference, y, n * sizeof *y);
  for (size_t order = 1; order < n; order++) {
    for (size_t i = n; i-- > order;) {
      difference[i] = (difference[i] - difference[i - 1]) / (s[i] - s[i - order]);
    }
  }
  for (size_t i = 0; i < n; i++) {
    term[i] = 0.0;
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = n; k-- > 1;) {
      term[k] = term[k - 1] - s[i] * term[k];
    }
    term[0] = difference[i] - s[i] * term[0];
  }
}

/* The two usual sizes are compiled without loops. */
void sl_interpolate(const double *s, const double *y, size_t n, double *term)
{
  if (n == SL_SAMPLER_TERMS) {
    interpolate(s, y, SL_SAMPLER_TERMS, term);
  } else if (n == SL_FRONT_TERMS) {
    interpolate(s, y, SL_FRONT_TERMS, term);
  } else {
    interpolate(s, y, n, term);
  }
}

#define FOUR(i) (i) / 32.0, ((i) + 1) / 32.0, ((i) + 2) / 32.0, ((i) + 3) / 32.0

/* What the slope t1 + t2 s + ... cannot fall below for 0 <= s <= 1, rounding apart. */
static double least_slope(const double *t)
{
  double least = t[1], size = fabs(t[1]);
  for (size_t k = 2; k < SL_SAMPLER_TERMS; k++) {
    least += sl_smaller(0.0, t[k]);
    size += fabs(t[k]);
  }
  return least - 0x1p-40 * size;
}

/* Two places at a time where the compiler finds vectors; most pieces need no look at any. */
bool sl_steep_everywhere(const double *term, size_t n, double rise)
{
  static const double place[] = {FOUR(0),  FOUR(4),  FOUR(8),  FOUR(12),
                                 FOUR(16), FOUR(20), FOUR(24), FOUR(28)};
  enum { PLACES = sizeof place / sizeof *place };
  double t[SL_SAMPLER_TERMS] = {0}, slope[PLACES];
  for (size_t k = 1; k < n; k++) {
    t[k] = (double)k * (rise > 0.0 ? term[k] : -term[k]);
  }
  if (least_slope(t) >= fabs(rise) / 32.0) {
    return true;
  }
  const double t1 = t[1], t2 = t[2], t3 = t[3], t4 = t[4], t5 = t[5];
  for (int i = 0; i < PLACES; i++) {
    const double s = place[i];
    slope[i] = t1 + s * (t2 + s * (t3 + s * (t4 + s * t5)));
  }
  double least = t1 + (t2 + (t3 + (t4 + t5))); /* at 1 */
  for (int i = 0; i < PLACES; i++) {
    least = sl_smaller(slope[i], least);
  }
  return least >= fabs(rise) / 32.0;
}

#undef FOUR

/* Chebyshev-Lobatto nodes, which include both ends: neighbouring pieces meet. */
static size_t choose_nodes(const cell_t *c, uint64_t *node)
{
  static const double lobatto[SL_SAMPLER_TERMS] = {
      0.0, 0.09549150281252627, 0.34549150281252627, 0.65450849718747373, 0.90450849718747373, 1.0};
  const size_t n = c->steps + 1 < SL_SAMPLER_TERMS ? (size_t)c->steps + 1 : SL_SAMPLER_TERMS;
  for (size_t i = 0; i < n; i++) {
    const double share = c->steps >= 12 ? lobatto[i] : (double)i / (double)(n - 1);
    node[i] = (uint64_t)(share * (double)c->steps + 0.5);
  }
  return n;
}

static bool fit_polynomial(sl_fitter_t *f, const cell_t *c, double from, double to)
{
  uint64_t node[SL_SAMPLER_TERMS];
  double s[SL_SAMPLER_TERMS], y[SL_SAMPLER_TERMS] = {0}, term[SL_SAMPLER_TERMS];
  const double steps = (double)c->steps;
  const size_t n = choose_nodes(c, node);
  for (size_t i = 0; i < n; i++) {
    const bool inside = i > 0 && i + 1 < n;
    s[i] = (double)node[i] / steps;
    y[i] = inside ? rounded(inverse(f, c->run, position_at(c, node[i])), c->run) : from;
  }
  /* end short of the next piece's start by more than this piece's rounding */
  y[n - 1] = to - (to > from ? 1.0 : -1.0) * 0x1p-46 * to;
  sl_interpolate(s, y, n, term);
  if (!sl_steep_everywhere(term, n, to - from)) {
    return false;
  }
  double power = 1.0;
  for (size_t k = 1; k < n; k++) {
    power *= steps;
    term[k] /= power;
  }
  const bool good = accurate(f, c, term, n);
  if (good) {
    append(f, c, term, n, to);
  }
  return good;
}

/* Never back behind what came before: quantiles and rounding are not monotone to the bit. */
static double onward(const sl_fitter_t *f, double x, double before)
{
  return f->upper ? sl_smaller(x, before) : sl_larger(x, before);
}

static bool fit(sl_fitter_t *f, cell_t *c)
{
  set_grid(c, POSITION_BITS);
  const double first = rounded(inverse(f, c->run, position_at(c, 0)), c->run);
  const double last = rounded(inverse(f, c->run, position_at(c, c->steps)), c->run);
  const double from = onward(f, first, f->previous), to = onward(f, last, from);
  const double most = sl_larger(from, to), change = fabs(to - from);
  if (change == 0.0) {
    if (c->first != c->last && !accurate(f, c, &from, 1)) {
      return false;
    }
    append(f, c, &from, 1, from);
    return true;
  }
  if (change < 0x1p-30 * most || most <= f->tolerance_amount) {
    return fit_line(f, c, from, to);
  }
  if (most > MAX_RATIO * sl_smaller(from, to)) {
    return false; /* rounding of the large end would be felt at the small one */
  }
  /* 2^-42 of the amount from one t to the next leaves rounding far behind */
  set_grid(c, (int)fmin(POSITION_BITS, (double)ilogb(change / most) + 42.0));
  return fit_polynomial(f, c, from, to);
}

/* first .. last cut in two at the coarsest dyadic position between, so that cuts fall on guide
 * cells. */
static uint64_t cut_of(uint64_t first, uint64_t last)
{
  return last & ~((UINT64_C(1) << sl_octave_of(first ^ last)) - 1);
}

static unsigned fit_or_cut(sl_fitter_t *f, const sl_run_t *run, uint64_t first, uint64_t last,
                           unsigned skip)
{
  cell_t cell = {.run = run, .first = first, .last = last};
  if (f->code != SL_OK) {
    return 0;
  }
  if ((skip == 0 || first == last) && fit(f, &cell)) {
    return 0;
  }
  if (first == last) {
    f->code = SL_ERR_INTERNAL; /* one position is a constant, which is always accurate */
    return 0;
  }
  const uint64_t cut = cut_of(first, last);
  const unsigned less = skip > 0 ? skip - 1 : 0;
  const unsigned left = fit_or_cut(f, run, first, cut - 1, less);
  const unsigned right = fit_or_cut(f, run, cut, last, less);
  return 1 + (left < right ? left : right);
}

static void add_atom(sl_fitter_t *f, const sl_run_t *run, uint64_t first, uint64_t last)
{
  const cell_t cell = {.run = run, .first = first, .last = last};
  append(f, &cell, &run->low, 1, run->low);
}

void sl_fitter_add(sl_fitter_t *f, const sl_run_t *run)
{
  f->foretells = false; /* across a kink a piece tells nothing */
  for (uint64_t first = run->first; first <= run->last && f->code == SL_OK;) {
    const uint64_t octave_last = (UINT64_C(2) << sl_octave_of(first)) - 1;
    const uint64_t last = octave_last < run->last ? octave_last : run->last;
    if (run->low == run->high) {
      add_atom(f, run, first, last);
    } else {
      const unsigned depth = fit_or_cut(f, run, first, last, f->depth);
      f->depth = depth > 0 ? depth - 1 : 0;
    }
    first = last + 1;
  }
}
