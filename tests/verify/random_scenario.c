#include "tests/verify/random_scenario.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEAN_LAWS 3   /* the first ones, whose mean any exposure may multiply */
#define LOG_STEP 0.25 /* of a frailty's logarithm */
#define MOST_WORK 1e9 /* pairs of places, if none were negligible */

/* ---- choices ---- */

static uint64_t next(uint64_t *state)
{
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static double uniform(uint64_t *state) { return (double)(next(state) >> 11) * 0x1p-53; }
static size_t below(uint64_t *state, size_t n) { return (size_t)(uniform(state) * (double)n); }
static bool chance(uint64_t *state, double p) { return uniform(state) < p; }
static double between(uint64_t *state, double low, double high)
{
  return low * exp(uniform(state) * log(high / low));
}

/* Whole hundreds, dollars, cents, multiples of 7.25, and small beside large. */
static double amount(uint64_t *state, size_t style)
{
  switch (style) {
  case 0:
    return 100.0 * (double)(1 + below(state, 80));
  case 1:
    return floor(between(state, 10.0, 20000.0));
  case 2:
    return floor(between(state, 1000.0, 900000.0)) / 100.0;
  case 3:
    return 7.25 * (double)(1 + below(state, 300));
  default:
    return chance(state, 0.5) ? (double)(90 + below(state, 40))
                              : (double)(99990 + below(state, 40));
  }
}

/* laws: how many of the first may be chosen. */
static void choose_law(random_service_t *s, uint64_t *state, size_t laws)
{
  const bool only_means = laws <= MEAN_LAWS;
  s->law = (random_law_t)below(state, laws);
  const bool is_long = only_means || s->n_values + (s->weight > 0.0) > 2;
  s->mean = between(state, 0.05, is_long ? 1.5 : 8.0);
  s->size = between(state, 0.8, 5.0);
  s->zero = 0.05 + 0.9 * uniform(state);
  if (s->law == RANDOM_ZERO_MODIFIED && chance(state, 0.5)) {
    s->size = 0.0;
  }
  if (s->law == RANDOM_BINOMIAL || s->law == RANDOM_BERNOULLI) {
    s->size = s->law == RANDOM_BERNOULLI ? 1.0 : (double)(2 + below(state, 8));
    s->mean = 0.02 + 0.96 * uniform(state);
  }
  double sum = 0.0;
  for (size_t i = 0; i < 4; i++) {
    s->table[i] = 0.05 + uniform(state);
    sum += s->table[i];
  }
  for (size_t i = 0; i < 4; i++) {
    s->table[i] /= sum;
  }
}

static void choose_claims(random_service_t *s, uint64_t *state, size_t style, double exponential)
{
  s->n_values = 1 + below(state, exponential > 0.0 ? 2 : RANDOM_VALUES);
  s->weight = exponential > 0.0 ? 0.05 + 0.9 * uniform(state) : 0.0;
  s->exponential = exponential;
  double sum = 0.0, most = 0.0;
  for (size_t i = 0; i < s->n_values; i++) {
    s->values[i] = amount(state, style);
    s->weights[i] = 0.05 + uniform(state);
    sum += s->weights[i];
    most = fmax(most, s->values[i]);
  }
  for (size_t i = 0; i < s->n_values; i++) {
    s->weights[i] *= (1.0 - s->weight) / sum;
  }
  s->limit = exponential == 0.0 && chance(state, 0.2) ? floor(0.6 * most) + 1.0 : (double)INFINITY;
}

/* An amount that the total can come to exactly, or close by, or anywhere. */
static double threshold(const random_scenario_t *s, uint64_t *state, bool mapped)
{
  double sum = 0.0;
  for (size_t i = 0; i < s->n_services; i++) {
    const random_service_t *of = &s->service[i];
    const size_t n = below(state, 4);
    for (size_t k = 0; k < n; k++) {
      sum += fmin(of->limit, of->values[below(state, of->n_values)]);
    }
  }
  sum = mapped ? random_paid(s, sum) : sum;
  const double kind = uniform(state);
  if (kind < 0.3) {
    sum *= between(state, 0.3, 3.0);
  } else if (kind < 0.4) {
    sum += 0.01;
  }
  return fmax(1.0, floor(100.0 * sum + 0.5) / 100.0);
}

static void choose_terms(random_scenario_t *s, uint64_t *state)
{
  s->out_of_pocket = s->specific = s->attachment = (double)INFINITY;
  s->share = 1.0;
  const bool linear = s->is_mixed && s->n_persons > 1;
  if (!linear && chance(state, 0.5)) {
    s->deductible =
        chance(state, 0.5) ? 250.0 * (double)below(state, 9) : threshold(s, state, false);
    s->coinsurance = 0.1 * (double)below(state, 6);
    if (chance(state, 0.6)) {
      s->out_of_pocket = s->deductible + 250.0 * (double)(1 + below(state, 12));
    }
  }
  if (chance(state, 0.6)) {
    s->specific = threshold(s, state, true);
    s->share = chance(state, 0.2) ? 0.9 : 1.0;
  }
  if (s->share == 1.0 && !linear && chance(state, 0.3)) {
    s->attachment = threshold(s, state, true);
  }
  s->budget = threshold(s, state, true);
}

/* ---- plain formulas ---- */

double random_paid(const random_scenario_t *s, double allowed)
{
  if (s->copay > 0.0) {
    return allowed;
  }
  const double member =
      fmin(allowed, s->deductible) + s->coinsurance * fmax(0.0, allowed - s->deductible);
  return allowed - fmin(member, s->out_of_pocket);
}

double random_retained(const random_scenario_t *s, double allowed)
{
  const double paid = random_paid(s, allowed);
  return isfinite(s->specific) ? paid - s->share * fmax(0.0, paid - s->specific) : paid;
}

/* What a plan with copays pays of an amount of which the first service has a share, in so many
 * claims; all of it under other plans. */
static double paid_of(const random_scenario_t *s, double amount, double share, double events)
{
  return s->copay > 0.0 ? fmax(0.0, share * amount - events * s->copay) +
                              (1.0 - s->coinsurance) * (1.0 - share) * amount
                        : amount;
}

static slow_total_t claim_of(const random_scenario_t *whole, const random_service_t *s,
                             double share, double events)
{
  slow_total_t claim = {.mean = s->exponential};
  for (size_t i = 0; i < s->n_values; i++) {
    slow_add(&claim, paid_of(whole, fmin(s->values[i], s->limit), share, events), 0, s->weights[i]);
  }
  if (s->weight > 0.0) {
    slow_add(&claim, 0.0, 1, s->weight);
  }
  return claim;
}

/* P(k claims) by a law that a mean and a size tell; size 0 = Poisson. */
static double by_mean(unsigned k, double mean, double size)
{
  if (size <= 0.0) {
    return gsl_ran_poisson_pdf(k, mean);
  }
  /* GSL's formula takes 0 times the logarithm of what is left of 1 */
  return k == 0 ? pow(size / (size + mean), size)
                : gsl_ran_negative_binomial_pdf(k, size / (size + mean), size);
}

/* Of n claims, or of a table's or a zero-modified law's, each counts with the exposure. */
static double thinned(const random_service_t *s, unsigned k, double exposure)
{
  const unsigned last = s->law == RANDOM_TABLE ? 3 : RANDOM_COUNTS;
  const double any = 1.0 - by_mean(0, s->mean, s->size);
  double sum = 0.0;
  for (unsigned i = k; i <= last; i++) {
    const double whole = s->law == RANDOM_TABLE ? s->table[i]
                         : i == 0               ? s->zero
                                  : (1.0 - s->zero) / any * by_mean(i, s->mean, s->size);
    sum += whole * gsl_ran_binomial_pdf(k, exposure, i);
  }
  return sum;
}

static double count_at(const random_service_t *s, unsigned k, double exposure)
{
  const double m = s->mean * exposure;
  switch (s->law) {
  case RANDOM_POISSON:
    return by_mean(k, m, 0.0);
  case RANDOM_NEGATIVE_BINOMIAL:
    return by_mean(k, m, s->size);
  case RANDOM_GEOMETRIC:
    return by_mean(k, m, 1.0);
  case RANDOM_BINOMIAL:
  case RANDOM_BERNOULLI:
    return gsl_ran_binomial_pdf(k, m, (unsigned)s->size);
  case RANDOM_TABLE:
  case RANDOM_ZERO_MODIFIED:
  case RANDOM_LAWS:
    break;
  }
  return thinned(s, k, exposure);
}

/* Under a gamma frailty T of mean 1: the integral over log T, whose density is
 * (shape T)^shape e^(-shape T) / Gamma(shape). */
static double under_frailty(const random_service_t *s, unsigned k, double exposure, double shape)
{
  if (s->law == RANDOM_POISSON) {
    return by_mean(k, s->mean * exposure, shape);
  }
  double sum = 0.0;
  for (double y = 5.0; y > -40.0 / shape; y -= LOG_STEP) {
    const double t = exp(y);
    sum +=
        LOG_STEP * exp(shape * (log(shape) + y - t) - lgamma(shape)) * count_at(s, k, exposure * t);
  }
  return sum;
}

/* Probabilities of 0, 1, ... claims at an exposure, until nothing is left. */
static size_t counts(const random_service_t *s, double exposure, double frailty, double *p)
{
  size_t n = 0;
  double left = 1.0;
  while (n < RANDOM_COUNTS && (left > 1e-14 || n < 4)) {
    p[n] = frailty > 0.0 ? under_frailty(s, (unsigned)n, exposure, frailty)
                         : count_at(s, (unsigned)n, exposure);
    left -= p[n++];
  }
  return n;
}

/* All Poisson services under one frailty are one, whose claim is a mixture of theirs; a service of
 * another law is alone. */
static slow_total_t person_with_frailty(const random_scenario_t *s, double exposure)
{
  random_service_t all = {.law = s->service[0].law, .size = s->service[0].size};
  slow_total_t mixed = {.mean = s->service[0].exponential};
  for (size_t i = 0; i < s->n_services; i++) {
    all.mean += s->service[i].mean;
  }
  for (size_t i = 0; i < s->n_services; i++) {
    slow_total_t claim = claim_of(s, &s->service[i], i == 0 ? 1.0 : 0.0, 1.0);
    for (size_t k = 0; k < claim.n; k++) {
      slow_add(&mixed, claim.entry[k].at, claim.entry[k].k,
               claim.entry[k].p * s->service[i].mean / all.mean);
    }
    slow_free(&claim);
  }
  double p[RANDOM_COUNTS];
  const size_t n = counts(&all, exposure, s->frailty, p);
  slow_total_t total = slow_compound(&mixed, p, n);
  slow_free(&mixed);
  return total;
}

static slow_total_t services_of(const random_scenario_t *s, double exposure)
{
  if (s->frailty > 0.0) {
    return person_with_frailty(s, exposure);
  }
  slow_total_t total = {.mean = s->service[0].exponential};
  slow_add(&total, 0.0, 0, 1.0);
  for (size_t i = 0; i < s->n_services; i++) {
    double p[RANDOM_COUNTS];
    const size_t n = counts(&s->service[i], exposure, 0.0, p);
    slow_total_t claim = claim_of(s, &s->service[i], i == 0 ? 1.0 : 0.0, 1.0);
    slow_total_t own = slow_compound(&claim, p, n);
    slow_total_t sum = slow_sum(&total, &own);
    slow_free(&claim);
    slow_free(&own);
    slow_free(&total);
    total = sum;
  }
  return total;
}

static double chance_of(const random_scenario_t *s, const random_condition_t *condition,
                        size_t person)
{
  return condition->chance * (person % 2 == 1 ? condition->of_men : 1.0) * s->months[person] / 12.0;
}

/* A case or none, whatever the frailty. */
slow_total_t random_person(const random_scenario_t *s, size_t person, double factor)
{
  slow_total_t total = services_of(s, s->months[person] / 12.0 * factor);
  for (size_t i = 0; i < s->n_conditions; i++) {
    const random_condition_t *condition = &s->condition[i];
    const double q = fmin(1.0, chance_of(s, condition, person) * factor);
    slow_total_t amount = claim_of(s, &condition->amount, condition->share, condition->events);
    slow_total_t own = slow_compound(&amount, (const double[]){1.0 - q, q}, 2);
    slow_total_t sum = slow_sum(&total, &own);
    slow_free(&amount);
    slow_free(&own);
    slow_free(&total);
    total = sum;
  }
  return total;
}

size_t random_kinks(const random_scenario_t *s, double most,
                    double kinks[RANDOM_PERSONS * RANDOM_CONDITIONS])
{
  const double deviation = sqrt(log1p(s->uncertainty * s->uncertainty));
  size_t n = 0;
  for (size_t i = 0; s->uncertainty > 0.0 && i < s->n_conditions * s->n_persons; i++) {
    const double q = chance_of(s, &s->condition[i % s->n_conditions], i / s->n_conditions);
    const double z = q > 0.0 ? 0.5 * deviation - log(q) / deviation : (double)INFINITY;
    if (fabs(z) < most) {
      kinks[n++] = z;
    }
  }
  return n;
}

/* ---- scenarios that plain sums can tell ---- */

/* No more places than ways to have that many claims, nor than steps up to the largest total; each
 * number of exponential claims is a place of its own. */
static double places_of(const random_service_t *s, double frailty, double range)
{
  double p[RANDOM_COUNTS], ways = 1.0, most = 0.0;
  const double n = (double)counts(s, 1.0, frailty, p), fixed = (double)s->n_values;
  for (double i = 1.0; i <= fixed; i++) {
    ways *= (n + i) / i;
  }
  for (size_t i = 0; i < s->n_values; i++) {
    most = fmax(most, s->values[i]);
  }
  return fmin(ways, n * most / range) * (s->weight > 0.0 ? n : 1.0);
}

/* Pairs of places that the plain sums of the group go through. */
static double work_of(const random_scenario_t *s)
{
  static const double steps[] = {100.0, 1.0, 0.01, 7.25, 1.0};
  double person = 1.0, group = 1.0, pairs = 0.0;
  for (size_t i = 0; i < s->n_services; i++) {
    const double own = places_of(&s->service[i], s->frailty, steps[s->style]);
    pairs += person * own;
    person *= own;
  }
  for (size_t i = 0; i < s->n_conditions; i++) {
    pairs += person * (2.0 + (double)s->condition[i].amount.n_values);
    person *= 2.0 + (double)s->condition[i].amount.n_values;
  }
  for (size_t p = 0; p < s->n_persons; p++) {
    pairs += group * person;
    group *= person;
  }
  return pairs;
}

/* Rare ones, usual ones, and some that are certain; where all amounts are fixed and the plan adds
 * up, copays too. */
static void choose_conditions(random_scenario_t *s, uint64_t *state)
{
  s->n_conditions = 1 + below(state, s->uncertainty > 0.0 ? 1 : RANDOM_CONDITIONS);
  for (size_t i = 0; i < s->n_conditions; i++) {
    random_condition_t *condition = &s->condition[i];
    const double exponential = chance(state, 0.5) ? s->service[0].exponential : 0.0;
    choose_claims(&condition->amount, state, s->style, exponential);
    condition->chance = chance(state, 0.4) ? between(state, 0.001, 0.05) : 1.3 * uniform(state);
    condition->of_men = 0.5 * (double)below(state, 4);
    condition->share = s->n_services > 1 ? 0.25 * (double)(1 + below(state, 4)) : 1.0;
    condition->events = 1 + (unsigned)below(state, 4);
  }
  const bool adds_up = s->deductible <= 0.0 && isinf(s->out_of_pocket);
  if (adds_up && !s->is_mixed && chance(state, 0.7)) {
    s->copay = 25.0 * (double)(1 + below(state, 20));
    s->coinsurance = 0.1 * (double)below(state, 4);
  }
}

static random_scenario_t draw(uint64_t *from, bool with_conditions)
{
  uint64_t state = *from;
  random_scenario_t s = {.n_services = 1 + below(&state, RANDOM_SERVICES),
                         .n_persons = 1 + below(&state, 2) * below(&state, RANDOM_PERSONS)};
  s.is_mixed = chance(&state, 0.4);
  s.frailty = chance(&state, 0.25) ? between(&state, 0.6, 4.0) : 0.0;
  s.uncertainty = chance(&state, 0.2) ? between(&state, 0.03, 0.4) : 0.0;
  if (s.uncertainty > 0.0) {
    s.n_services = 1;
  }
  s.style = below(&state, 5);
  const double exponential = s.is_mixed ? between(&state, 20.0, 20000.0) : 0.0;
  for (size_t i = 0; i < s.n_services; i++) {
    choose_claims(&s.service[i], &state, s.style, exponential);
    choose_law(&s.service[i], &state,
               s.frailty > 0.0 && s.n_services > 1      ? 1
               : s.frailty > 0.0 || s.uncertainty > 0.0 ? MEAN_LAWS
                                                        : RANDOM_LAWS);
  }
  for (size_t p = 0; p < s.n_persons; p++) {
    s.months[p] = p > 0 && chance(&state, 0.5) ? 3.0 * (double)(1 + below(&state, 3)) : 12.0;
  }
  choose_terms(&s, &state);
  if (with_conditions) {
    choose_conditions(&s, &state);
  }
  *from = state;
  return s;
}

random_scenario_t random_scenario(uint64_t number)
{
  uint64_t state = 977 * number + 13;
  const bool with_conditions = number > RANDOM_WITH_CONDITIONS;
  random_scenario_t s = draw(&state, with_conditions);
  while (work_of(&s) > MOST_WORK) {
    s = draw(&state, with_conditions);
  }
  return s;
}

/* ---- text ---- */

static void write_by_mean(FILE *out, double mean, double size)
{
  if (size > 0.0) {
    fprintf(out, "{distribution: negative_binomial, mean: %.17g, size: %.17g}", mean, size);
  } else {
    fprintf(out, "{distribution: poisson, mean: %.17g}", mean);
  }
}

static void write_frequency(FILE *out, const random_service_t *s)
{
  switch (s->law) {
  case RANDOM_NEGATIVE_BINOMIAL:
    write_by_mean(out, s->mean, s->size);
    break;
  case RANDOM_GEOMETRIC:
    fprintf(out, "{distribution: geometric, mean: %.17g}", s->mean);
    break;
  case RANDOM_BINOMIAL:
    fprintf(out, "{distribution: binomial, trials: %.0f, probability: %.17g}", s->size, s->mean);
    break;
  case RANDOM_BERNOULLI:
    fprintf(out, "{distribution: bernoulli, probability: %.17g}", s->mean);
    break;
  case RANDOM_TABLE:
    fprintf(out, "{distribution: table, probabilities: [%.17g, %.17g, %.17g, %.17g]}", s->table[0],
            s->table[1], s->table[2], s->table[3]);
    break;
  case RANDOM_ZERO_MODIFIED:
    fprintf(out, "{distribution: zero_modified, zero: %.17g, of: ", s->zero);
    write_by_mean(out, s->mean, s->size);
    fprintf(out, "}");
    break;
  case RANDOM_POISSON:
  case RANDOM_LAWS:
    write_by_mean(out, s->mean, 0.0);
  }
}

static void write_table(FILE *out, const random_service_t *s)
{
  fprintf(out, "{distribution: table, values: [");
  for (size_t i = 0; i < s->n_values; i++) {
    fprintf(out, "%s%.15g", i > 0 ? ", " : "", s->values[i]);
  }
  fprintf(out, "], probabilities: [");
  for (size_t i = 0; i < s->n_values; i++) {
    fprintf(out, "%s%.17g", i > 0 ? ", " : "", fmin(1.0, s->weights[i] / (1.0 - s->weight)));
  }
  fprintf(out, "]%s", isfinite(s->limit) ? "" : "}");
  if (isfinite(s->limit)) {
    fprintf(out, ", limit: %.15g}", s->limit);
  }
}

static void write_severity(FILE *out, const random_service_t *s)
{
  if (s->weight <= 0.0) {
    write_table(out, s);
    return;
  }
  fprintf(out, "{distribution: mixture, weights: [%.17g, %.17g], of: [", 1.0 - s->weight,
          s->weight);
  write_table(out, s);
  fprintf(out, ", {distribution: exponential, mean: %.17g}]}", s->exponential);
}

static void write_terms(FILE *out, const random_scenario_t *s)
{
  fprintf(out, "plans:\n  - {name: P, deductible: %.15g, coinsurance: %.15g", s->deductible,
          s->coinsurance);
  if (isfinite(s->out_of_pocket)) {
    fprintf(out, ", out_of_pocket_max: %.15g", s->out_of_pocket);
  }
  if (s->copay > 0.0) {
    fprintf(out, ", copays: {s0: %.15g}", s->copay);
  }
  fprintf(out, "}\narrangements:\n  - name: A\n    kind: aso\n    budget: {amount: %.15g}\n",
          s->budget);
  if (isfinite(s->specific)) {
    fprintf(out, "    specific: {deductible: %.15g, coinsurance: %.15g}\n", s->specific, s->share);
  }
  if (isfinite(s->attachment)) {
    fprintf(out, "    aggregate: {attachment: %.15g}\n", s->attachment);
  }
}

void random_scenario_text(const random_scenario_t *s, char **yaml, char **census)
{
  size_t size;
  FILE *out = open_memstream(yaml, &size);
  fprintf(out, "stoploss: 1\nname: Random\nstart: 2026-01-01\ncensus: census.csv\nclaims:\n");
  if (s->frailty > 0.0) {
    fprintf(out, "  frailty: {distribution: gamma, shape: %.17g}\n", s->frailty);
  }
  if (s->uncertainty > 0.0) {
    fprintf(out, "  uncertainty: %.17g\n", s->uncertainty);
  }
  fprintf(out, "  services:\n");
  for (size_t i = 0; i < s->n_services; i++) {
    fprintf(out, "    - name: s%zu\n      frequency: ", i);
    write_frequency(out, &s->service[i]);
    fprintf(out, "\n      severity: ");
    write_severity(out, &s->service[i]);
    fprintf(out, "\n");
  }
  write_terms(out, s);
  fclose(out);
  out = open_memstream(census, &size);
  fprintf(out, "employee,relationship,age,sex,plan,months\n");
  for (size_t p = 0; p < s->n_persons; p++) {
    fprintf(out, "%zu,employee,40,%c,P,%.0f\n", p + 1, p % 2 == 1 ? 'M' : 'F', s->months[p]);
  }
  fclose(out);
}
