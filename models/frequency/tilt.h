/* Tilted claims: years drawn more often where they are dear, and what each then weighs.
 *
 * To look at rare years, trials are drawn under a law Q under which dear claims, many claims, high
 * frailty and a high group factor are likelier than under the scenario's own law P. Every such
 * change is made draw by draw, by a factor that is known exactly, so that for each trial
 *
 *   L = log dQ/dP = L_group + sum over persons [ L_frailty + sum over services ( L_count
 *                                                                 + sum over claims L_amount ) ]
 *
 * is a plain sum. The parts, each with E_P[exp L] = 1 given what was drawn before it:
 *
 * - **amount** (and group factor): the 64-bit word. The words are cut into bands, quarter octaves
 *   of the tail position (sl_tilt_bands_of_amounts) or of both halves (sl_tilt_bands_of_factor). Of
 *   2^64 source words q_b are dealt to band b of p_b target words, by one straight line a band:
 *       word' = to_b + floor((word - from_b) p_b / q_b),    q_b ~ p_b exp(g_b) / M,
 *       M = sum p_b exp(g_b) / 2^64,    L_amount = log(q_b / p_b),
 *   g_b being the height of the band. The q_b are whole numbers that add to 2^64 and L is of these,
 *   so only the spread within a band is off, by at most 2 words of 2^64 in any probability.
 * - **count**, at multiplier x of the exposure (frailty x group factor; 1 where neither is): the
 * law at c times its exposure. Poisson, mean m x:               L_count = N log c - (c - 1) m x
 *       negative binomial, size r:       L_count = N log c - (N + r) log((r + c m x) / (r + m x))
 *       binomial of n, p' = c p x:       L_count = N log(p' / (p x))
 *                                                  + (n - N) log((1 - p') / (1 - p x))
 *   p the fixed part of the probability; both cut at 1; where p' is 1 and fewer than n come,
 * L_count = -700, nearly log 0. Where x is random, c p is 1/2 at most, else c is 1. table and
 * zero-modified are drawn as they are: 0. Which c is chosen decides how much is gained, never
 * whether the answer is right.
 * - **frailty**, gamma of shape a and mean 1: scaled by s >= 1, which is a gamma law again;
 *       L_frailty = a (1 - 1/s) T - a log s.
 *   With s = 1 / (1 - e/a), e = sum (c - 1) m over Poisson services, this cancels (c - 1) m T
 * above: the exponential tilting of a mixed Poisson. e is bounded by a/2, so s by 2.
 *
 * Several laws Q_k, k = 1 .. K, and P itself (k = 0) are mixed with shares alpha_k, n_k = alpha_k n
 * trials each. A trial weighs, whichever law it came from (the balance heuristic),
 *       w = 1 / (alpha_0 + sum over k of alpha_k exp(L_k)) <= 1 / alpha_0:
 * sums of w f over all trials, by n, are unbiased for E_P[f] for every f.
 *
 * **Annual totals by table** (models/totals/totals.h) take one word a person, mapped as an amount's
 * is, by bands of its own rating cell with heights of the plan paid up to the specific deductible:
 * then L_total is all that a person brings, and caps and deductibles are known to the height.
 *
 * Earlier plan years, days, lags and networks are drawn as they are.
 *
 * No libm: heights are rounded to 2^-20 first, logarithms and powers are models/core/elementary.h,
 * so that weights have the same bits on any processor.
 *
 * Source: S. Asmussen, P. W. Glynn (2007), Stochastic Simulation, ch. V.1 and VI (exponential
 * change of measure); E. Veach, L. J. Guibas (1995), "Optimally combining sampling techniques for
 * Monte Carlo rendering", SIGGRAPH 95, 419-428 (balance heuristic); T. Hesterberg (1995), "Weighted
 * average importance sampling and defensive mixture distributions", Technometrics 37, 185-194.
 * Checked by tests/unit/test_tilt.c.
 */
#ifndef SL_MODELS_FREQUENCY_TILT_H
#define SL_MODELS_FREQUENCY_TILT_H

#include "models/frequency/frequency.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_TILTS_MAX 6 /* tilted laws beside the plain one */
#define SL_TILT_BANDS_MAX 512

/* Words that share their first bits look for their band from one place on. */
#define SL_TILT_GUIDE 256
#define SL_TILT_GUIDE_SHIFT 56

/* start[b] is the first word of band b, ascending; start[0] = 0; the last ends with the words.
 * guide[c]: the band of the first word of that beginning. */
typedef struct sl_tilt_bands {
  size_t n;
  uint64_t start[SL_TILT_BANDS_MAX];
  uint16_t guide[SL_TILT_GUIDE];
} sl_tilt_bands_t;

/* Band 0: the lower seven eighths. Above it quarter octaves of the tail position (63 bits) down to
 * 2^-25 of the words, and one band for the rest. */
void sl_tilt_bands_of_amounts(sl_tilt_bands_t *bands);

/* Eighths of an octave from either end, from 2^-25 of the words. */
void sl_tilt_bands_of_factor(sl_tilt_bands_t *bands);

/* Quarter octaves from either end, from 2^-25 of the words. */
void sl_tilt_bands_of_totals(sl_tilt_bands_t *bands);

/* The band of a word. Cost: a look-up and some comparisons, n / 256 on average at most. */
static inline size_t sl_tilt_band(const sl_tilt_bands_t *bands, uint64_t word)
{
  size_t b = bands->guide[word >> SL_TILT_GUIDE_SHIFT];
  while (b + 1 < bands->n && word >= bands->start[b + 1]) {
    b++;
  }
  return b;
}

/* A word in the middle of a band. */
uint64_t sl_tilt_band_middle(const sl_tilt_bands_t *bands, size_t band);

/* The share of all words that lie in a band. */
double sl_tilt_band_share(const sl_tilt_bands_t *bands, size_t band);

/* How one law deals words to bands. */
typedef struct sl_tilt_map {
  sl_tilt_bands_t from;              /* source bands */
  uint64_t to[SL_TILT_BANDS_MAX];    /* first target word */
  uint64_t whole[SL_TILT_BANDS_MAX]; /* p_b / q_b = whole + part / 2^64 */
  uint64_t part[SL_TILT_BANDS_MAX];
  double log_ratio[SL_TILT_BANDS_MAX]; /* log(q_b / p_b) */
  double mean;                         /* M */
} sl_tilt_map_t;

/* Build the map of bands with these heights (bands->n of them, finite, |g| <= 30). Every band keeps
 * at least one source word. Cost: some hundred logarithms. */
void sl_tilt_map_init(sl_tilt_map_t *map, const sl_tilt_bands_t *bands, const double *height);

/* floor-like x part / 2^64, at most 2 below it, never above. */
static inline uint64_t sl_tilt_share(uint64_t x, uint64_t part)
{
  const uint64_t xh = x >> 32, xl = x & UINT32_MAX, ph = part >> 32, pl = part & UINT32_MAX;
  return xh * ph + ((xh * pl) >> 32) + ((xl * ph) >> 32);
}

/* The target word of a source word that lies in band b. */
static inline uint64_t sl_tilt_word_in(const sl_tilt_map_t *map, size_t b, uint64_t word)
{
  const uint64_t x = word - map->from.start[b];
  return map->to[b] + x * map->whole[b] + sl_tilt_share(x, map->part[b]);
}

/* How a law of counts is tilted; see above. All 0 but scale = 1: as it is. */
typedef struct sl_tilt_count {
  double scale;    /* c: multiplies the exposure */
  double by_claim; /* L_count = N by_claim + linear x + constant, less */
  double linear;   /* (N + size) log((size + scale mean x) / (size + mean x)) where size > 0 */
  double constant;
  double size, mean; /* negative binomial of random exposure; size 0 = no such term */
  double trials; /* binomial of random exposure, mean a trial's; likewise: by logarithms alone */
} sl_tilt_count_t;

/* Whether L_count takes logarithms by trial. */
static inline bool sl_tilt_count_is_mixed(const sl_tilt_count_t *count)
{
  return count->size > 0.0 || count->trials > 0.0;
}

/* Tilt the counts of frequency at the fixed part of the exposure towards c = scale >= 1 (the
 * binomial: its odds by scale). random_exposure: see sl_count_law_new. */
sl_tilt_count_t sl_tilt_count(const sl_frequency_t *frequency, double exposure,
                              bool random_exposure, double scale);

/* L_count of n claims at multiplier x. */
double sl_tilt_count_log(const sl_tilt_count_t *count, double n, double x);

/* Frailty of gamma shape a and mean 1, to be tilted by exp(slope T), slope >= 0. */
typedef struct sl_tilt_frailty {
  double scale;            /* s */
  double linear, constant; /* L_frailty = linear T + constant, T the scaled frailty */
} sl_tilt_frailty_t;

sl_tilt_frailty_t sl_tilt_frailty(double shape, double slope);

#endif
