/* Compiles a severity: runs between its kinks, pieces over the runs, a guide over the pieces. */
#include "models/sampling/sampler_internal.h"
#include "models/severity/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GUIDE_BITS 12          /* at most, of the guide cells of one octave */
#define LEAST_AMOUNT 1e-230    /* coefficients of a piece stay clear of underflow above it */
#define AMOUNT_TOLERANCE 1e-20 /* times the first amount above 0 of the quantiles 1/2, 3/4, 7/8 */

/* Tail positions with probability at most p of their own tail. */
static uint64_t positions(double p)
{
  const double n = floor(ldexp(p, 64) + 0.5);
  return n >= 0x1p63 ? SL_SAMPLER_HALF_END : (uint64_t)n;
}

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* The kinks of severity inside its support, sorted and without repeats. */
static int collect_kinks(const sl_severity_t *severity, double **kinks, size_t *n,
                         sl_error_t *error)
{
  const size_t most = sl_severity_kinks(severity, NULL, 0);
  double *x = malloc((most + 1) * sizeof *x);
  if (x == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a severity with %zu kinks", most);
  }
  sl_severity_kinks(severity, x, most);
  qsort(x, most, sizeof *x, ascending);
  const double low = sl_severity_lowest(severity), high = sl_severity_highest(severity);
  *n = 0;
  for (size_t i = 0; i < most; i++) {
    if (x[i] >= low && x[i] <= high && (*n == 0 || x[i] > x[*n - 1])) {
      x[(*n)++] = x[i];
    }
  }
  *kinks = x;
  return SL_OK;
}

/* Appends the run up to position end, if it is not empty; its first position goes to edges. */
static void add_run(sl_fitter_t *fitter, sl_run_edges_t *edges, uint64_t *from, uint64_t end,
                    double low, double high)
{
  if (end > *from && high >= low) {
    const sl_run_t run = {.first = *from, .last = end - 1, .low = low, .high = high};
    sl_fitter_add(fitter, &run);
    edges->first[edges->n++] = *from;
    *from = end;
  }
}

/* edges: room for 2 x n + 1. */
static void fit_half(sl_fitter_t *fitter, const double *kinks, size_t n, sl_run_edges_t *edges)
{
  const sl_severity_t *s = fitter->severity;
  double (*const tail)(const sl_severity_t *, double) =
      fitter->upper ? sl_severity_survival : sl_severity_cdf;
  double low = sl_severity_lowest(s), high = sl_severity_highest(s);
  uint64_t from = 0;
  fitter->previous = fitter->upper ? high : low;
  for (size_t i = 0; i < n && from < SL_SAMPLER_HALF_END; i++) {
    const double kink = fitter->upper ? kinks[n - 1 - i] : kinks[i];
    const uint64_t at = positions(tail(s, kink));
    const uint64_t before = kink > 0.0      ? positions(tail(s, nextafter(kink, 0.0)))
                            : fitter->upper ? SL_SAMPLER_HALF_END
                                            : 0;
    if (fitter->upper) {
      add_run(fitter, edges, &from, at, kink, high);
      add_run(fitter, edges, &from, before, kink, kink);
      high = kink;
    } else {
      add_run(fitter, edges, &from, before, low, kink);
      add_run(fitter, edges, &from, at, kink, kink);
      low = kink;
    }
  }
  add_run(fitter, edges, &from, SL_SAMPLER_HALF_END, low, high);
}

/* Guide cells of one octave, 2^bits of them, over the pieces from `first` on; returns how many of
 * them meet more than one piece. end: past the last piece of the half. */
static size_t guide_octave(const sl_piece_t *pieces, uint32_t first, uint32_t end, unsigned octave,
                           unsigned bits, sl_guide_t *guide)
{
  const uint64_t begin = octave > 0 ? UINT64_C(1) << octave : 0;
  const unsigned shift = octave > 0 ? octave - bits : 1;
  size_t shared = 0;
  for (uint64_t cell = 0; cell < UINT64_C(1) << bits; cell++) {
    const uint64_t start = begin + (cell << shift), last = start + ((UINT64_C(1) << shift) - 1);
    while (first + 1 < end && pieces[first + 1].start <= start) {
      first++;
    }
    uint32_t final = first;
    while (final + 1 < end && pieces[final + 1].start <= last) {
      final++;
    }
    guide[cell] = (sl_guide_t){.first = first, .extra = final - first};
    shared += final > first;
    first = final;
  }
  return shared;
}

/* The coarsest guide that finds nearly every position's piece without a search. */
static int add_octave(sl_sampler_t *sampler, unsigned index, uint32_t *first, uint32_t end)
{
  const unsigned octave = index % SL_SAMPLER_OCTAVES;
  const unsigned most = octave < GUIDE_BITS ? octave : GUIDE_BITS;
  const size_t room = sampler->n_guide + ((size_t)1 << most);
  sl_guide_t *grown = realloc(sampler->guide, room * sizeof *grown);
  if (grown == NULL) {
    return SL_ERR_MEMORY;
  }
  sampler->guide = grown;
  sl_guide_t *guide = grown + sampler->n_guide;
  const uint64_t begin = octave > 0 ? UINT64_C(1) << octave : 0;
  while (*first + 1 < end && sampler->pieces[*first + 1].start <= begin) {
    (*first)++;
  }
  unsigned bits = 0;
  while (guide_octave(sampler->pieces, *first, end, octave, bits, guide) * 32 > (size_t)1 << bits &&
         bits < most) {
    bits++;
  }
  sampler->octaves[index] =
      (sl_octave_t){.base = (uint32_t)sampler->n_guide - (octave > 0 ? UINT32_C(1) << bits : 0),
                    .shift = octave > 0 ? octave - bits : 1};
  sampler->n_guide += (size_t)1 << bits;
  return SL_OK;
}

static int build_guide(sl_sampler_t *sampler, size_t n_lower)
{
  uint32_t first = 0;
  for (unsigned index = 0; index < 2 * SL_SAMPLER_OCTAVES; index++) {
    const bool upper = index >= SL_SAMPLER_OCTAVES;
    if (index == SL_SAMPLER_OCTAVES) {
      first = (uint32_t)n_lower;
    }
    if (index % SL_SAMPLER_OCTAVES == SL_SAMPLER_OCTAVES - 1) {
      continue; /* positions have 63 bits */
    }
    const int code =
        add_octave(sampler, index, &first, (uint32_t)(upper ? sampler->n_pieces : n_lower));
    if (code != SL_OK) {
      return code;
    }
  }
  return SL_OK;
}

/* The first of the quantiles 1/2, 3/4, 7/8 ... that is not 0: an absolute error far below it is
 * small. */
static double low_amount(const sl_severity_t *severity)
{
  double amount = 0.0;
  for (double q = 0.5; amount == 0.0 && q > 0x1p-64; q *= 0.5) {
    amount = sl_severity_quantile_upper(severity, q);
  }
  return amount;
}

/* Moves the fitted pieces into the sampler, aligned to cache lines. */
static int adopt(sl_sampler_t *sampler, const sl_fitter_t *fitter)
{
  sampler->pieces = aligned_alloc(sizeof(sl_piece_t), fitter->n * sizeof(sl_piece_t));
  if (sampler->pieces == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(sampler->pieces, fitter->pieces, fitter->n * sizeof(sl_piece_t));
  sampler->n_pieces = fitter->n;
  sampler->error = fitter->error;
  return SL_OK;
}

/* The guide over the pieces, the front table over both. */
static int finish(sl_sampler_t *sampler, const sl_fitter_t *fitter, size_t n_lower,
                  const sl_run_edges_t edges[2])
{
  int code = adopt(sampler, fitter);
  if (code == SL_OK) {
    code = build_guide(sampler, n_lower);
  }
  return code == SL_OK ? sl_front_build(sampler, edges, fitter->tolerance_amount) : code;
}

static int allocate_edges(sl_run_edges_t edges[2], size_t n)
{
  edges[0].first = malloc(n * sizeof *edges[0].first);
  edges[1].first = malloc(n * sizeof *edges[1].first);
  return edges[0].first != NULL && edges[1].first != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_sampler_new(const sl_severity_t *severity, sl_sampler_t **sampler, sl_error_t *error)
{
  sl_fitter_t fitter = {.severity = severity};
  double *kinks = NULL;
  sl_run_edges_t edges[2] = {{.first = NULL}, {.first = NULL}};
  size_t n_kinks = 0, n_lower = 0;
  sl_sampler_t *made = calloc(1, sizeof *made);
  *sampler = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a sampler");
  }
  int code = collect_kinks(severity, &kinks, &n_kinks, error);
  if (code != SL_OK) {
    goto out;
  }
  code = allocate_edges(edges, 2 * n_kinks + 1);
  if (code == SL_OK) {
    fitter.tolerance_amount = fmax(AMOUNT_TOLERANCE * low_amount(severity), LEAST_AMOUNT);
    fit_half(&fitter, kinks, n_kinks, &edges[0]);
    n_lower = fitter.n;
    fitter.upper = true;
    fit_half(&fitter, kinks, n_kinks, &edges[1]);
    code = fitter.code == SL_OK ? finish(made, &fitter, n_lower, edges) : fitter.code;
  }
  if (code != SL_OK) {
    sl_fail(error, code, "%s: the severity could not be compiled for sampling: %s",
            severity->family->name, sl_error_message(code));
  }
out:
  free(kinks);
  free(edges[0].first);
  free(edges[1].first);
  free(fitter.pieces);
  if (code == SL_OK) {
    *sampler = made;
  } else {
    sl_sampler_free(made);
  }
  return code;
}
