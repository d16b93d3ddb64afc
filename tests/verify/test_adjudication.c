/* The adjudicator against one written from the language of plan documents
 * (tests/verify/contract_language.h): random families under random plans, to the cent and far
 * below it. */
#include "models/random/streams.h"
#include "tests/support/claims.h"
#include "tests/support/harness.h"
#include "tests/verify/contract_language.h"
#include "tests/verify/validation.h"

#include <stdio.h>
#include <string.h>

enum { MEMBERS = 10000, FAMILY = 6, CLAIMS_EACH = 16, SERVICES = 7, CLAIMS = FAMILY * CLAIMS_EACH };

/* ---- random documents ---- */

static int draw(uint32_t *next, int below)
{
  const sl_stream_t stream = sl_stream_init(20260104, SL_PASS_MAIN, SL_DRAW_AMOUNT, 0, 0);
  return (int)(sl_stream_word(&stream, 0, 1, (*next)++) % (uint64_t)below);
}

static bool one_in(uint32_t *next, int n) { return draw(next, n) == 0; }

/* An amount below so many dollars: of cents, or often of whole dollars, so that limits are met to
 * the cent. */
static sl_mite_t amount(uint32_t *next, int dollars)
{
  const int cents = one_in(next, 2) ? 100 * draw(next, dollars) : draw(next, 100 * dollars);
  return (sl_mite_t)cents * SL_MITES_PER_CENT;
}

static sl_mite_t amount_or_none(uint32_t *next, int none_in, int dollars)
{
  return one_in(next, none_in) ? SL_UNLIMITED : amount(next, dollars);
}

static sl_schedule_t draw_schedule(uint32_t *next, const char *name)
{
  sl_schedule_t s = {.name = name, .percent = one_in(next, 6) ? 0 : draw(next, 101)};
  s.deductible_of_person = one_in(next, 5) ? 0 : amount_or_none(next, 12, 1500);
  s.deductible_of_family = amount_or_none(next, 4, 3000);
  s.deductible_embedded = s.deductible_of_family == SL_UNLIMITED || !one_in(next, 3);
  s.out_of_pocket_of_person = amount_or_none(next, 4, 4000);
  s.out_of_pocket_of_family = amount_or_none(next, 4, 8000);
  s.out_of_pocket_embedded = !one_in(next, 3);
  s.plan_pays_at_most = one_in(next, 3) ? amount(next, 6000) : SL_UNLIMITED;
  return s;
}

static sl_listed_service_t draw_service(uint32_t *next, const char *name)
{
  sl_listed_service_t s = {.name = name, .schedule = SL_PLAN_SCHEDULE};
  s.excluded = one_in(next, 12);
  s.waiting_days = one_in(next, 6) ? 30 * (1 + draw(next, 12)) : 0;
  s.visits = one_in(next, 5) ? draw(next, 5) : -1;
  s.plan_pays_at_most = one_in(next, 5) ? amount(next, 1200) : SL_UNLIMITED;
  s.has_copay = one_in(next, 4);
  s.copay = amount(next, 80);
  s.deductible_waived = one_in(next, 6);
  s.has_percent = one_in(next, 6);
  s.percent = draw(next, 101);
  return s;
}

static sl_plan_document_t draw_document(uint32_t *next)
{
  static const char *const names[SERVICES] = {"hospital", "office", "drugs", "preventive",
                                              "therapy",  "dental", "vision"};
  sl_plan_document_t d = {.n_schedules = 1, .n_services = SERVICES};
  d.schedule[0] = draw_schedule(next, SL_PLAN_SCHEDULE);
  for (size_t s = 0; s < SERVICES; s++) {
    d.service[s] = draw_service(next, names[s]);
  }
  for (size_t s = SERVICES - 2; s < SERVICES; s++) { /* dental and vision may stand alone */
    if (one_in(next, 2)) {
      d.schedule[d.n_schedules++] = draw_schedule(next, names[s]);
      d.service[s].schedule = names[s];
    }
  }
  d.has_network = one_in(next, 2);
  if (d.has_network) { /* in whatever place among the benefits */
    sl_schedule_t outside = draw_schedule(next, SL_OUTSIDE_SCHEDULE);
    outside.plan_pays_at_most = SL_UNLIMITED;
    d.schedule[d.n_schedules++] = outside;
    d.recognised_percent = one_in(next, 3) ? 100 : draw(next, 101);
  }
  return d;
}

/* A document with nothing but cost sharing, which the library adjudicates on a shorter way. */
static void simplify(sl_plan_document_t *d)
{
  d->n_schedules = 1;
  d->has_network = false;
  d->schedule[0].plan_pays_at_most = SL_UNLIMITED;
  for (size_t s = 0; s < d->n_services; s++) {
    sl_listed_service_t *service = &d->service[s];
    service->schedule = SL_PLAN_SCHEDULE;
    service->excluded = false;
    service->waiting_days = 0;
    service->visits = -1;
    service->plan_pays_at_most = SL_UNLIMITED;
  }
}

/* ---- the same document as the library has it ---- */

static double dollars(sl_mite_t mites)
{
  return mites == SL_UNLIMITED ? (double)INFINITY : (double)mites / (100.0 * SL_MITES_PER_CENT);
}

static unsigned index_of_schedule(const sl_plan_document_t *d, const char *name)
{
  unsigned index = 0;
  while (strcmp(d->schedule[index].name, name) != 0) {
    index++;
  }
  return index;
}

static sl_benefit_t benefit_of(const sl_schedule_t *s)
{
  return (sl_benefit_t){.deductible = {dollars(s->deductible_of_person),
                                       dollars(s->deductible_of_family), !s->deductible_embedded},
                        .coinsurance = s->percent / 100.0,
                        .out_of_pocket_max = {dollars(s->out_of_pocket_of_person),
                                              dollars(s->out_of_pocket_of_family),
                                              !s->out_of_pocket_embedded},
                        .maximum = dollars(s->plan_pays_at_most)};
}

static sl_service_rule_t rule_of(const sl_plan_document_t *d, const sl_listed_service_t *s)
{
  return (sl_service_rule_t){.benefit = index_of_schedule(d, s->schedule),
                             .copay = s->has_copay ? dollars(s->copay) : (double)NAN,
                             .coinsurance = s->has_percent ? s->percent / 100.0 : (double)NAN,
                             .deductible_waived = s->deductible_waived,
                             .not_covered = s->excluded,
                             .visits = s->visits < 0 ? (double)INFINITY : s->visits,
                             .maximum = dollars(s->plan_pays_at_most),
                             .waiting_months = (unsigned)s->waiting_days / 30};
}

static sl_plan_t plan_of(const sl_plan_document_t *d, sl_service_rule_t *rules)
{
  sl_plan_t plan = {.n_benefits = d->n_schedules, .rule = rules, .n_rules = d->n_services};
  for (size_t b = 0; b < d->n_schedules; b++) {
    plan.benefit[b] = benefit_of(&d->schedule[b]);
  }
  for (size_t s = 0; s < d->n_services; s++) {
    rules[s] = rule_of(d, &d->service[s]);
  }
  if (d->has_network) {
    plan.out_of_network = 0.25;
    plan.recognised = d->recognised_percent / 100.0;
    plan.out_of_network_benefit = index_of_schedule(d, SL_OUTSIDE_SCHEDULE);
  }
  return plan;
}

/* ---- random families ---- */

/* Members join and leave within the year, one in three families without any day in common. */
static void draw_household(uint32_t *next, sl_household_t *household)
{
  const bool one_by_one = one_in(next, 3);
  const int each = 360 / household->size;
  for (int p = 0; p < household->size; p++) {
    sl_membership_t *member = &household->member[p];
    member->first_day = one_in(next, 4) ? draw(next, 200) : -draw(next, 400);
    member->last_day = one_in(next, 3) ? 210 + draw(next, 100) : 364;
    if (one_by_one) {
      member->first_day = p * each - draw(next, 2);
      member->last_day = (p + 1) * each - draw(next, 2);
    }
  }
}

static bool in_company(const sl_household_t *household, int day)
{
  int covered = 0;
  for (int p = 0; p < household->size; p++) {
    const sl_membership_t *member = &household->member[p];
    covered += day >= member->first_day && day <= member->last_day ? 1 : 0;
  }
  return covered > 1;
}

/* Person by person, service by service, draw by draw: as an engine would draw them. */
static size_t draw_claims(uint32_t *next, const sl_plan_document_t *d,
                          const sl_household_t *household, sl_bill_t *bills,
                          sl_test_claim_t *claims)
{
  const bool busy = one_in(next, 4); /* many claims on few days */
  size_t n = 0;
  for (int p = 0; p < household->size; p++) {
    const int since = household->member[p].first_day, last = household->member[p].last_day;
    const size_t room = n + CLAIMS_EACH;
    for (size_t s = 0; s < d->n_services; s++) {
      const int count = draw(next, 4);
      for (int k = 0; k < count && n < room; k++, n++) {
        const int start = since > 0 ? since : 0,
                  first = busy && last - start > 4 ? last - 4 : start;
        const int day = first + draw(next, last - first + 1);
        const sl_mite_t charged = one_in(next, 12) ? 0 : amount(next, one_in(next, 5) ? 9000 : 400);
        bills[n] = (sl_bill_t){.service = d->service[s].name,
                               .person = p,
                               .day = day,
                               .draw = k,
                               .insured_since = since,
                               .outside = one_in(next, 4),
                               .charged = charged};
        claims[n] = (sl_test_claim_t){.incurred = day,
                                      .service = (uint32_t)s,
                                      .draw = (uint32_t)k,
                                      .person = (uint16_t)p,
                                      .out_of_network = bills[n].outside,
                                      .waiting = day < since + d->service[s].waiting_days,
                                      .in_company = in_company(household, day),
                                      .allowed = dollars(charged)};
      }
    }
  }
  return n;
}

/* ---- the comparison ---- */

typedef struct tally {
  size_t families, members, claims, apart;
  size_t because[SL_BECAUSES];
} tally_t;

static bool agree(const sl_bill_t *bill, const sl_test_claim_t *claim)
{
  const double uncovered = dollars(bill->charged - bill->cost_sharing - bill->plan);
  return fabs(claim->member - dollars(bill->member)) < 1e-8 &&
         fabs(claim->plan - dollars(bill->plan)) < 1e-8 &&
         fabs(claim->uncovered - uncovered) < 1e-8;
}

static void compare(size_t n, const sl_bill_t *bills, const sl_test_claim_t *claims, tally_t *tally)
{
  for (size_t i = 0; i < n; i++) {
    tally->apart += !agree(&bills[i], &claims[i]);
    for (size_t r = 0; r < SL_BECAUSES; r++) {
      tally->because[r] += bills[i].because[r];
    }
  }
  tally->claims += n;
}

static void adjudicate_twice(uint32_t *next, const sl_plan_document_t *d, tally_t *tally)
{
  sl_bill_t bills[CLAIMS];
  sl_test_claim_t claims[CLAIMS];
  sl_service_rule_t rules[SERVICES];
  const sl_plan_t plan = plan_of(d, rules);
  sl_membership_t members[FAMILY];
  sl_household_t household = {members, 1 + draw(next, FAMILY)};
  draw_household(next, &household);
  const size_t n = draw_claims(next, d, &household, bills, claims);
  sl_test_adjudicate(&plan, (size_t)household.size, n, claims, true);
  sl_decide_bills(d, &household, n, bills);
  compare(n, bills, claims, tally);
  tally->families++;
  tally->members += (size_t)household.size;
}

static void report(const char *what, const tally_t *tally)
{
  sl_validated_campaign(what, "%zu random members, %zu claims in whole cents: %zu differ",
                        tally->members, tally->claims, tally->apart);
}

static void agrees_with_the_contract_s_language(void)
{
  uint32_t next = 0;
  tally_t tally = {0};
  while (tally.members < MEMBERS) {
    const sl_plan_document_t d = draw_document(&next);
    adjudicate_twice(&next, &d, &tally);
  }
  CU_ASSERT_EQUAL(tally.apart, 0);
  report("plan language, any design", &tally);
  CU_ASSERT(tally.claims > 8 * MEMBERS);
  for (size_t r = 0; r < SL_BECAUSES; r++) {
    if (tally.because[r] < 50) {
      printf("\n    reason %zu came up %zu times\n", r, tally.because[r]);
    }
    CU_ASSERT(tally.because[r] >= 50); /* every clause had its say, more than by a fluke */
  }
}

static void plain_plans_agree_too(void)
{
  uint32_t next = 500000000;
  tally_t tally = {0};
  while (tally.members < MEMBERS) {
    sl_plan_document_t d = draw_document(&next);
    simplify(&d);
    adjudicate_twice(&next, &d, &tally);
  }
  CU_ASSERT_EQUAL(tally.apart, 0);
  report("plan language, plain designs", &tally);
  for (size_t r = SL_BECAUSE_PERSON_DEDUCTIBLE; r <= SL_BECAUSE_ALONE_MAXIMUM; r++) {
    CU_ASSERT(tally.because[r] >= 50);
  }
}

SL_SUITE(adjudication, "verify/adjudication",
         {"agrees with the contract's language", agrees_with_the_contract_s_language},
         {"plain plans agree too", plain_plans_agree_too});
