/* Claims adjudicated one by one, by hand: the arithmetic stands beside each. */
#include "models/plan/adjudication.h"
#include "models/random/streams.h"
#include "tests/support/claims.h"
#include "tests/support/harness.h"

#include <stdlib.h>
#include <string.h>

enum { MEDICAL, OFFICE, PREVENTIVE, THERAPY, DENTAL, HEARING, N_SERVICES };

#define CLAIMS 16

static void split_is(const sl_test_claim_t *claim, double member, double uncovered, double plan)
{
  SL_ASSERT_CLOSE(claim->member, member, 1e-12);
  SL_ASSERT_CLOSE(claim->uncovered, uncovered, 1e-12);
  SL_ASSERT_CLOSE(claim->plan, plan, 1e-12);
}

/* Deductible 1,500 (family 3,000), 20% after it, at most 5,000 (family 10,000). */
static sl_plan_t make_plan(sl_service_rule_t *rules)
{
  sl_plan_t plan = {.n_benefits = 1, .rule = rules, .n_rules = N_SERVICES, .recognised = 1.0};
  plan.benefit[0] = sl_benefit_default();
  plan.benefit[0].deductible = (sl_limit_t){.person = 1500.0, .family = 3000.0};
  plan.benefit[0].coinsurance = 0.2;
  plan.benefit[0].out_of_pocket_max = (sl_limit_t){.person = 5000.0, .family = 10000.0};
  for (size_t s = 0; s < N_SERVICES; s++) {
    rules[s] = sl_service_rule_default();
  }
  return plan;
}

/* All persons are enrolled throughout. */
static void adjudicate(const sl_plan_t *plan, size_t n_persons, size_t n, sl_test_claim_t *claims)
{
  for (size_t i = 0; i < n; i++) {
    claims[i].in_company = n_persons > 1;
  }
  sl_test_adjudicate(plan, n_persons, n, claims, false);
}

static sl_test_claim_t of(unsigned person, unsigned service, double allowed)
{
  return (sl_test_claim_t){.person = (uint16_t)person, .service = service, .allowed = allowed};
}

static void a_person_by_hand(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  sl_test_claim_t c[] = {of(0, MEDICAL, 1000.0), of(0, MEDICAL, 1500.0), of(0, MEDICAL, 20000.0),
                         of(0, MEDICAL, 100.0)};
  adjudicate(&plan, 1, 4, c);
  split_is(&c[0], 1000.0, 0.0, 0.0);     /* all deductible; 500 left of it */
  split_is(&c[1], 700.0, 0.0, 800.0);    /* 500 + 20% of 1,000 = 700; 3,300 left of 5,000 */
  split_is(&c[2], 3300.0, 0.0, 16700.0); /* 20% of 20,000 = 4,000, capped at 3,300 */
  split_is(&c[3], 0.0, 0.0, 100.0);      /* maximum met */
}

static void an_embedded_family_by_hand(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  sl_test_claim_t c[] = {of(0, MEDICAL, 10000.0), of(1, MEDICAL, 1000.0),  of(2, MEDICAL, 2000.0),
                         of(1, MEDICAL, 400.0),   of(2, MEDICAL, 90000.0), of(3, MEDICAL, 9000.0)};
  adjudicate(&plan, 4, 6, c);
  split_is(&c[0], 3200.0, 0.0, 6800.0); /* own 1,500 + 20% of 8,500; family 1,500 left */
  split_is(&c[1], 1000.0, 0.0, 0.0);    /* family 500 left */
  split_is(&c[2], 800.0, 0.0, 1200.0);  /* the family's last 500 + 20% of 1,500 */
  split_is(&c[3], 80.0, 0.0, 320.0); /* family met, though 500 of the person's own is open: 20% */
  /* 18,000, capped at the person's 5,000 - 800 = 4,200; family 10,000 - 9,280 = 720 left */
  split_is(&c[4], 4200.0, 0.0, 85800.0);
  split_is(&c[5], 720.0, 0.0, 8280.0); /* 20% of 9,000 = 1,800, the family's last 720 */
}

static void an_aggregate_deductible_is_the_family_s_alone(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.benefit[0].deductible.not_embedded = true;
  sl_test_claim_t c[] = {of(0, MEDICAL, 2500.0), of(1, MEDICAL, 1000.0), of(2, MEDICAL, 100.0)};
  adjudicate(&plan, 3, 3, c);
  split_is(&c[0], 2500.0, 0.0, 0.0);  /* no person's limit: 500 of 3,000 left */
  split_is(&c[1], 600.0, 0.0, 400.0); /* 500 + 20% of 500 */
  split_is(&c[2], 20.0, 0.0, 80.0);
  sl_test_claim_t alone[] = {of(0, MEDICAL, 2500.0)};
  adjudicate(&plan, 1, 1,
             alone); /* in a contract of one the person's counts: 1,500 + 20% of 1,000 */
  split_is(&alone[0], 1700.0, 0.0, 800.0);
}

static void an_aggregate_maximum_is_the_family_s_alone(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.benefit[0].out_of_pocket_max.not_embedded = true;
  sl_test_claim_t c[] = {of(0, MEDICAL, 41500.0), of(1, MEDICAL, 2500.0), of(1, MEDICAL, 500.0)};
  adjudicate(&plan, 2, 3, c);
  split_is(&c[0], 9500.0, 0.0, 32000.0); /* 1,500 + 20% of 40,000, over the person's 5,000 */
  split_is(&c[1], 500.0, 0.0, 2000.0);   /* 1,500 + 20% of 1,000 = 1,700; the family's last 500 */
  split_is(&c[2], 0.0, 0.0, 500.0);
  sl_test_claim_t alone[] = {of(0, MEDICAL, 41500.0)};
  adjudicate(&plan, 1, 1, alone);
  split_is(&alone[0], 5000.0, 0.0, 36500.0);
}

/* A child joins, and leaves again: what was filled on one kind of day counts on the other. */
static void a_limit_is_the_family_s_on_days_in_company(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.benefit[0].deductible.not_embedded = true;
  plan.benefit[0].out_of_pocket_max = (sl_limit_t){2000.0, 4000.0, true};
  sl_test_claim_t c[] = {of(0, MEDICAL, 1000.0), of(0, MEDICAL, 2500.0), of(1, MEDICAL, 9000.0),
                         of(0, MEDICAL, 5000.0), of(0, MEDICAL, 5000.0)};
  c[1].in_company = c[2].in_company = c[3].in_company = true;
  sl_test_adjudicate(&plan, 2, 5, c, false);
  split_is(&c[0], 1000.0, 0.0,
           0.0); /* alone: 500 of her 1,500 left; of the family's 3,000, 2,000 */
  split_is(&c[1], 2100.0, 0.0, 400.0); /* the family's 2,000 + 20% of 500; of 4,000 900 are left */
  split_is(&c[2], 900.0, 0.0, 8100.0); /* 20% of 9,000 = 1,800, the family's last 900 */
  split_is(&c[3], 0.0, 0.0, 5000.0);
  split_is(&c[4], 0.0, 0.0, 5000.0); /* alone again: her own 3,100 are over 2,000, and she owes no
                                        more, nor gets anything back */
}

static void copays_stand_apart_from_the_deductible(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  rules[OFFICE].copay = 30.0;
  plan.benefit[0].out_of_pocket_max.person = 1600.0;
  sl_test_claim_t c[] = {of(0, OFFICE, 140.0), of(0, OFFICE, 12.0), of(0, MEDICAL, 1540.0),
                         of(0, OFFICE, 140.0), of(0, OFFICE, 140.0)};
  adjudicate(&plan, 1, 5, c);
  split_is(&c[0], 30.0, 0.0, 110.0);
  split_is(&c[1], 12.0, 0.0, 0.0);    /* the copay or the allowed amount, whichever is less */
  split_is(&c[2], 1508.0, 0.0, 32.0); /* the whole deductible of 1,500 + 20% of 40 */
  split_is(&c[3], 30.0, 0.0, 110.0);  /* 1,580 so far */
  split_is(&c[4], 20.0, 0.0, 120.0);  /* the last 20 of 1,600 */
}

static void a_waiver_and_a_coinsurance_of_one_service(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  rules[PREVENTIVE].deductible_waived = true;
  rules[PREVENTIVE].coinsurance = 0.0;
  rules[THERAPY].deductible_waived = true; /* at the plan's coinsurance */
  rules[HEARING].coinsurance = 0.5;        /* after the deductible */
  sl_test_claim_t c[] = {of(0, PREVENTIVE, 400.0), of(0, THERAPY, 300.0), of(0, HEARING, 1000.0),
                         of(0, HEARING, 800.0), of(0, MEDICAL, 100.0)};
  adjudicate(&plan, 1, 5, c);
  split_is(&c[0], 0.0, 0.0, 400.0);   /* covered in full */
  split_is(&c[1], 60.0, 0.0, 240.0);  /* 20% from the first dollar */
  split_is(&c[2], 1000.0, 0.0, 0.0);  /* the deductible is still whole: 500 left */
  split_is(&c[3], 650.0, 0.0, 150.0); /* 500 + 50% of 300 */
  split_is(&c[4], 20.0, 0.0, 80.0);   /* the plan's own 20% */
}

static void visits_run_out(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  rules[THERAPY].visits = 2.0;
  rules[THERAPY].copay = 40.0;
  sl_test_claim_t c[] = {of(0, THERAPY, 100.0), of(0, THERAPY, 0.0),   of(0, THERAPY, 90.0),
                         of(0, THERAPY, 100.0), of(1, THERAPY, 100.0), of(0, MEDICAL, 1500.0)};
  adjudicate(&plan, 2, 6, c);
  split_is(&c[0], 40.0, 0.0, 60.0);
  split_is(&c[1], 0.0, 0.0, 0.0); /* no visit */
  split_is(&c[2], 40.0, 0.0, 50.0);
  split_is(&c[3], 100.0, 100.0, 0.0); /* the third: all uncovered */
  split_is(&c[4], 40.0, 0.0, 60.0);   /* another person's first */
  split_is(&c[5], 1500.0, 0.0, 0.0);  /* what was uncovered filled no deductible */
}

/* A known claimant's therapy beside everybody's: one name, so 3 visits and 200 in all. */
static void services_of_one_name_share_their_limits(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  rules[THERAPY].copay = 40.0;
  rules[THERAPY].visits = 3.0;
  rules[THERAPY].maximum = 200.0;
  rules[HEARING] = rules[THERAPY];
  rules[HEARING].same_limits = THERAPY + 1;
  sl_test_claim_t c[] = {of(0, HEARING, 190.0), of(0, THERAPY, 100.0), of(0, HEARING, 80.0),
                         of(0, THERAPY, 100.0), of(1, HEARING, 100.0)};
  adjudicate(&plan, 2, 5, c);
  split_is(&c[0], 40.0, 0.0, 150.0);  /* 50 left of the maximum */
  split_is(&c[1], 50.0, 10.0, 50.0);  /* 60 would be paid, 50 is */
  split_is(&c[2], 80.0, 40.0, 0.0);   /* the third visit, the maximum is used up */
  split_is(&c[3], 100.0, 100.0, 0.0); /* the fourth */
  split_is(&c[4], 40.0, 0.0, 60.0);   /* another person's first */
}

static void a_service_s_maximum_leaves_the_rest_uncovered(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  rules[HEARING].deductible_waived = true;
  rules[HEARING].maximum = 1000.0;
  plan.benefit[0].out_of_pocket_max.person = 400.0;
  sl_test_claim_t c[] = {of(0, HEARING, 1000.0), of(0, HEARING, 500.0), of(0, HEARING, 200.0),
                         of(0, MEDICAL, 1000.0)};
  adjudicate(&plan, 1, 4, c);
  split_is(&c[0], 200.0, 0.0, 800.0);   /* 200 left of the service's 1,000 */
  split_is(&c[1], 300.0, 200.0, 200.0); /* 20% = 100; 400 would be paid, 200 is: 200 uncovered */
  split_is(&c[2], 200.0, 160.0, 0.0);   /* 20% = 40; all of 160 uncovered */
  split_is(&c[3], 60.0, 0.0, 940.0);    /* 400 - 200 - 100 - 40 = 60 left of the maximum */
}

static void the_annual_maximum_leaves_the_rest_uncovered(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.benefit[0].maximum = 10000.0;
  sl_test_claim_t c[] = {of(0, MEDICAL, 11500.0), of(0, MEDICAL, 4000.0), of(0, MEDICAL, 50000.0),
                         of(1, MEDICAL, 1600.0)};
  adjudicate(&plan, 2, 4, c);
  split_is(&c[0], 3500.0, 0.0, 8000.0);    /* 1,500 + 20% of 10,000 */
  split_is(&c[1], 2000.0, 1200.0, 2000.0); /* 800; 3,200 would be paid, 2,000 are */
  split_is(&c[2], 50000.0, 49300.0, 0.0);  /* 700 to the maximum; nothing is paid any more */
  split_is(&c[3], 1520.0, 0.0, 80.0);      /* per person: 1,500 + 20% of 100 */
}

/* Dental: deductible 50 (family 100), 50%, the plan pays at most 1,000. */
static sl_benefit_t dental(void)
{
  sl_benefit_t benefit = sl_benefit_default();
  benefit.deductible = (sl_limit_t){.person = 50.0, .family = 100.0};
  benefit.coinsurance = 0.5;
  benefit.maximum = 1000.0;
  return benefit;
}

static void dental_has_its_own_accumulators(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.benefit[plan.n_benefits++] = dental();
  rules[DENTAL].benefit = 1;
  sl_test_claim_t c[] = {of(0, MEDICAL, 1500.0), of(0, DENTAL, 1050.0), of(0, DENTAL, 1200.0),
                         of(1, DENTAL, 50.0),    of(2, DENTAL, 200.0),  of(0, MEDICAL, 100.0)};
  adjudicate(&plan, 3, 6, c);
  split_is(&c[0], 1500.0, 0.0, 0.0);
  split_is(&c[1], 550.0, 0.0, 500.0);   /* 50 + 50% of 1,000: the medical deductible is no help */
  split_is(&c[2], 700.0, 100.0, 500.0); /* 600 each; the maximum's last 500, 100 uncovered */
  split_is(&c[3], 50.0, 0.0, 0.0);      /* the family's dental deductible is met */
  split_is(&c[4], 100.0, 0.0, 100.0);
  split_is(&c[5], 20.0, 0.0, 80.0);
}

/* Out of network: deductible 3,000 (family 6,000), 40%, no maximum; 70% of amounts recognised. */
static sl_plan_t plan_with_network(sl_service_rule_t *rules)
{
  sl_plan_t plan = make_plan(rules);
  sl_benefit_t outside = sl_benefit_default();
  outside.deductible = (sl_limit_t){.person = 3000.0, .family = 6000.0};
  outside.coinsurance = 0.4;
  plan.out_of_network = 0.1;
  plan.recognised = 0.7;
  plan.out_of_network_benefit = 1;
  plan.benefit[plan.n_benefits++] = outside;
  return plan;
}

static void out_of_network_by_hand(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = plan_with_network(rules);
  rules[OFFICE].copay = 30.0;
  plan.benefit[0].maximum = 3000.0;
  sl_test_claim_t c[] = {of(0, MEDICAL, 1500.0), of(0, MEDICAL, 4000.0), of(0, OFFICE, 2000.0),
                         of(0, OFFICE, 140.0),   of(0, MEDICAL, 1000.0), of(0, MEDICAL, 10000.0)};
  c[1].out_of_network = c[2].out_of_network = c[5].out_of_network = true;
  adjudicate(&plan, 1, 6, c);
  split_is(&c[0], 1500.0, 0.0, 0.0);
  split_is(&c[1], 4000.0, 1200.0, 0.0); /* 2,800 recognised, all of it deductible: 200 left */
  /* 1,400 recognised: no copay outside, 200 + 40% of 1,200 = 680; 600 are not recognised */
  split_is(&c[2], 1280.0, 600.0, 720.0);
  split_is(&c[3], 30.0, 0.0, 110.0);
  split_is(&c[4], 200.0, 0.0, 800.0); /* the deductible of the network is met: 20% */
  /* 7,000 recognised, 40% = 2,800; of 4,200 the plan's maximum leaves 3,000 - 1,630 = 1,370 */
  split_is(&c[5], 8630.0, 5830.0, 1370.0);
}

/* Where the out-of-network benefit is the plan's own, only the recognised share differs. */
static void out_of_network_may_share_the_accumulators(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = make_plan(rules);
  plan.out_of_network = 0.1;
  plan.recognised = 0.7;
  sl_test_claim_t c[] = {of(0, MEDICAL, 2000.0), of(0, MEDICAL, 300.0)};
  c[0].out_of_network = true;
  adjudicate(&plan, 1, 2, c);
  split_is(&c[0], 2000.0, 600.0, 0.0); /* 1,400 recognised, all of it deductible: 100 left */
  split_is(&c[1], 140.0, 0.0, 160.0);  /* 100 + 20% of 200 */
}

static void a_benefit_has_no_network(void)
{
  sl_service_rule_t rules[N_SERVICES];
  sl_plan_t plan = plan_with_network(rules);
  rules[DENTAL].benefit = (unsigned)plan.n_benefits;
  plan.benefit[plan.n_benefits++] = dental();
  sl_test_claim_t c[] = {of(0, DENTAL, 150.0)};
  c[0].out_of_network = true;
  adjudicate(&plan, 1, 1, c);
  split_is(&c[0], 100.0, 0.0, 50.0); /* 50 + 50% of 100 */
}

static void waiting_and_not_covered(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  rules[DENTAL].waiting_months = 6;
  rules[DENTAL].visits = 1.0;
  rules[HEARING].not_covered = true;
  sl_test_claim_t c[] = {of(0, DENTAL, 500.0), of(0, HEARING, 1000.0), of(0, DENTAL, 1600.0),
                         of(0, MEDICAL, 100.0)};
  c[0].waiting = c[3].waiting = true; /* for medical nobody waits */
  adjudicate(&plan, 1, 4, c);
  split_is(&c[0], 500.0, 500.0, 0.0); /* neither a visit nor deductible */
  split_is(&c[1], 1000.0, 1000.0, 0.0);
  split_is(&c[2], 1520.0, 0.0, 80.0); /* 1,500 + 20% of 100 */
  split_is(&c[3], 20.0, 0.0, 80.0);
}

static void accumulators_start_full_every_time(void)
{
  sl_service_rule_t rules[2][N_SERVICES];
  sl_plan_t plans[] = {make_plan(rules[0]), make_plan(rules[1])};
  sl_accumulators_t *accumulators = NULL;
  rules[1][THERAPY].visits = 1.0;
  plans[1].benefit[0].maximum = 2000.0;
  CU_ASSERT_EQUAL_FATAL(sl_accumulators_new(plans, 2, 2, &accumulators, NULL), SL_OK);
  for (int round = 0; round < 4; round++) {
    sl_test_claim_t c[] = {of(0, THERAPY, 5000.0), of(1, MEDICAL, 2000.0), of(0, THERAPY, 100.0)};
    sl_test_adjudicate_with(accumulators, &plans[round % 2], 2, 3, c, false);
    /* 1,500 + 20% of 3,500 = 2,200; in the second plan 800 are over the maximum of 2,000 */
    split_is(&c[0], round % 2 == 0 ? 2200.0 : 3000.0, round % 2 == 0 ? 0.0 : 800.0,
             round % 2 == 0 ? 2800.0 : 2000.0);
    split_is(&c[1], 1600.0, 0.0, 400.0);
    split_is(&c[2], round % 2 == 0 ? 20.0 : 100.0, round % 2 == 0 ? 0.0 : 100.0,
             round % 2 == 0 ? 80.0 : 0.0);
  }
  sl_accumulators_free(accumulators);
}

static uint64_t draw(uint32_t *next, uint64_t below)
{
  const sl_stream_t stream = sl_stream_init(20260103, SL_PASS_MAIN, SL_DRAW_DAY, 0, 0);
  return sl_stream_word(&stream, 0, 1, (*next)++) % below;
}

static void the_order_is_followed(void)
{
  sl_service_rule_t rules[N_SERVICES];
  const sl_plan_t plan = make_plan(rules);
  sl_test_claim_t c[] = {of(0, MEDICAL, 2000.0), of(1, MEDICAL, 1000.0), of(1, MEDICAL, 3000.0)};
  c[0].incurred = 200;
  c[1].incurred = 100;
  c[2].incurred = 50;
  sl_test_adjudicate(&plan, 2, 3, c, true);
  split_is(&c[2], 1800.0, 0.0, 1200.0); /* first: 1,500 + 20% of 1,500 */
  split_is(&c[1], 200.0, 0.0, 800.0);   /* second: 20% */
  split_is(&c[0], 1600.0, 0.0, 400.0);  /* last: 1,500 + 20% of 500 */
}

/* ---- properties on amounts that are no round numbers ---- */

typedef struct totals {
  double allowed, copays, member;
} totals_t;

/* Claims of one person in any order: deductible, coinsurance, copays and the maximum tell the same
 * as the annual totals. */
static void one_person_s_claims_add_up_to_the_annual_totals(void)
{
  enum { CASES = 5000 };
  uint32_t next = 0;
  size_t apart = 0, met = 0;
  for (int k = 0; k < CASES; k++) {
    sl_service_rule_t rules[N_SERVICES];
    sl_plan_t plan = make_plan(rules);
    sl_benefit_t *own = &plan.benefit[0];
    rules[OFFICE].copay = (double)draw(&next, 6000) / 97.0;
    own->deductible = (sl_limit_t){(double)draw(&next, 300000) / 91.0, INFINITY, false};
    own->coinsurance = (double)draw(&next, 11) / 10.0;
    own->out_of_pocket_max = (sl_limit_t){(double)draw(&next, 900000) / 93.0, INFINITY, false};
    sl_test_claim_t c[CLAIMS];
    totals_t sum = {0};
    for (unsigned i = 0; i < CLAIMS; i++) {
      c[i] = of(0, (unsigned)draw(&next, 2), (double)draw(&next, 200000) / 89.0);
      const bool copay = c[i].service == OFFICE;
      sum.allowed += copay ? 0.0 : c[i].allowed;
      sum.copays += copay ? fmin(c[i].allowed, rules[OFFICE].copay) : 0.0;
    }
    adjudicate(&plan, 1, CLAIMS, c);
    for (unsigned i = 0; i < CLAIMS; i++) {
      sum.member += c[i].member;
    }
    const double annual = sl_plan_member_cost(&plan, sum.allowed, sum.copays);
    apart += fabs(sum.member - annual) > 1e-9;
    met += fabs(annual - own->out_of_pocket_max.person) < 1e-9;
  }
  CU_ASSERT_EQUAL(apart, 0);
  CU_ASSERT(met > CASES / 10 && met < CASES - CASES / 10);
}

static double any_limit(uint32_t *next, double largest)
{
  return draw(next, 4) == 0 ? (double)INFINITY : largest * (double)draw(next, 1000003) / 1000003.0;
}

static sl_benefit_t any_benefit(uint32_t *next)
{
  const double family = 3000.0 * (double)draw(next, 10007) / 10007.0;
  return (sl_benefit_t){
      .deductible = {any_limit(next, 2000.0), family, draw(next, 2) == 0},
      .coinsurance = (double)draw(next, 1001) / 1000.0,
      .out_of_pocket_max = {any_limit(next, 5000.0), any_limit(next, 9000.0), draw(next, 2) == 0},
      .maximum = any_limit(next, 20000.0)};
}

static void any_plan(uint32_t *next, sl_plan_t *plan, sl_service_rule_t *rules)
{
  *plan = make_plan(rules);
  plan->n_benefits = 3;
  for (size_t b = 0; b < plan->n_benefits; b++) {
    plan->benefit[b] = any_benefit(next);
  }
  plan->out_of_network = 0.2;
  plan->out_of_network_benefit = 1;
  plan->recognised = (double)draw(next, 1001) / 1000.0;
  rules[OFFICE].copay = 40.0 / 3.0;
  rules[PREVENTIVE].deductible_waived = true;
  rules[THERAPY].visits = (double)draw(next, 4);
  rules[DENTAL].benefit = 2;
  rules[HEARING].maximum = any_limit(next, 900.0);
}

/* What must hold of one family's claims under any plan; returns how often it does not. */
static size_t broken_laws(const sl_plan_t *plan, size_t n_persons, const sl_test_claim_t *c,
                          size_t n)
{
  double own[4][3] = {{0}}, family[3] = {0};
  size_t broken = 0;
  for (size_t i = 0; i < n; i++) {
    const size_t home = plan->rule[c[i].service].benefit;
    const size_t b = home == 0 && c[i].out_of_network ? 1 : home;
    own[c[i].person][b] += c[i].member - c[i].uncovered;
    family[b] += c[i].member - c[i].uncovered;
    broken += c[i].member > c[i].allowed || c[i].plan < 0.0 || c[i].uncovered < 0.0;
    broken += fabs(c[i].member + c[i].plan - c[i].allowed) > 1e-12 * c[i].allowed;
    broken += c[i].member - c[i].uncovered < -1e-12 * c[i].allowed;
  }
  for (size_t b = 0; b < plan->n_benefits; b++) {
    const sl_limit_t *most = &plan->benefit[b].out_of_pocket_max;
    broken += !(most->not_embedded && n_persons == 1) && family[b] > most->family + 1e-9;
    for (size_t p = 0; p < n_persons; p++) {
      broken += !(most->not_embedded && n_persons > 1) && own[p][b] > most->person + 1e-9;
    }
  }
  return broken;
}

static void no_plan_breaks_the_laws(void)
{
  enum { CASES = 5000 };
  uint32_t next = 0;
  size_t broken = 0;
  for (int k = 0; k < CASES; k++) {
    sl_service_rule_t rules[N_SERVICES];
    sl_plan_t plan;
    any_plan(&next, &plan, rules);
    const size_t n_persons = 1 + draw(&next, 4);
    sl_test_claim_t c[CLAIMS];
    for (unsigned i = 0; i < CLAIMS; i++) {
      const double size = draw(&next, 5) == 0 ? 30.0 : 7919.0;
      c[i] = of((unsigned)draw(&next, n_persons), (unsigned)draw(&next, N_SERVICES),
                (double)draw(&next, 10000000) / size);
      c[i].out_of_network = draw(&next, 4) == 0;
    }
    adjudicate(&plan, n_persons, CLAIMS, c);
    broken += broken_laws(&plan, n_persons, c, CLAIMS);
  }
  CU_ASSERT_EQUAL(broken, 0);
}

SL_SUITE(claim_adjudication, "unit/claim_adjudication", {"a person by hand", a_person_by_hand},
         {"an embedded family by hand", an_embedded_family_by_hand},
         {"an aggregate deductible is the family's alone",
          an_aggregate_deductible_is_the_family_s_alone},
         {"an aggregate maximum is the family's alone", an_aggregate_maximum_is_the_family_s_alone},
         {"a limit is the family's on days in company", a_limit_is_the_family_s_on_days_in_company},
         {"copays stand apart from the deductible", copays_stand_apart_from_the_deductible},
         {"a waiver and a coinsurance of one service", a_waiver_and_a_coinsurance_of_one_service},
         {"visits run out", visits_run_out},
         {"services of one name share their limits", services_of_one_name_share_their_limits},
         {"a service's maximum leaves the rest uncovered",
          a_service_s_maximum_leaves_the_rest_uncovered},
         {"the annual maximum leaves the rest uncovered",
          the_annual_maximum_leaves_the_rest_uncovered},
         {"dental has its own accumulators", dental_has_its_own_accumulators},
         {"out of network by hand", out_of_network_by_hand},
         {"out of network may share the accumulators", out_of_network_may_share_the_accumulators},
         {"a benefit has no network", a_benefit_has_no_network},
         {"waiting and not covered", waiting_and_not_covered},
         {"accumulators start full every time", accumulators_start_full_every_time},
         {"the order is followed", the_order_is_followed},
         {"one person's claims add up to the annual totals",
          one_person_s_claims_add_up_to_the_annual_totals},
         {"no plan breaks the laws", no_plan_breaks_the_laws});
