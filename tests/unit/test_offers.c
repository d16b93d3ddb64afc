/* Quotes made by hand, and what becomes of them: an arrangement, its figures by hand, and the same
 * arrangement again when a scenario is read that its text stands in. */
#include "sim/input/load/load.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"

#include "tests/support/harness.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static sl_quote_amount_t known(double value) { return (sl_quote_amount_t){true, value, {7, 2}}; }

static sl_quote_price_t composite(double value)
{
  return (sl_quote_price_t){.composite = known(value)};
}

static sl_quote_price_t by_tier(double a, double b, double c, double d)
{
  return (sl_quote_price_t){.tier = {known(a), known(b), known(c), known(d)}};
}

static sl_quote_contract_t months(unsigned incurred, unsigned paid)
{
  return (sl_quote_contract_t){SL_QUOTE_BASIS_MONTHS, incurred, paid, "", {8, 2}};
}

/* A quote with everything that an arrangement can hold: 21, 8, 7 and 12 employees. */
static sl_quote_t full(void)
{
  sl_quote_t q = {.name = "All: {of} #it",
                  .header = "",
                  .cell = {4, 2},
                  .role = SL_QUOTE_RENEWAL,
                  .kind = SL_QUOTE_ASO,
                  .carrier = {"O'Neill \"Re\"", {5, 2}},
                  .administrator = {"null", {6, 2}},
                  .mgu = {"- a: b", {6, 3}},
                  .status = SL_QUOTE_CONTINGENT};
  q.specific = (sl_quote_specific_t){.has = true,
                                     .deductible = known(50000),
                                     .contract = months(24, 12),
                                     .rates = by_tier(100.1, 210.2, 190.3, 300.4),
                                     .aggregating_deductible = known(25000),
                                     .maximum = known(2e6),
                                     .run_in_limit = known(30000),
                                     .n_lasers = 2};
  q.specific.lasers[0] = (sl_quote_laser_t){"A", 175000, {9, 2}};
  q.specific.lasers[1] = (sl_quote_laser_t){"B", 80000, {9, 2}};
  q.aggregate = (sl_quote_aggregate_t){.has = true,
                                       .contract = months(12, 15),
                                       .corridor = known(1.2),
                                       .factors = by_tier(350, 700, 650, 1000),
                                       .minimum = known(310000),
                                       .maximum = known(1e6),
                                       .premium = composite(8.95),
                                       .accommodation = known(1.5)};
  q.out_of_country = by_tier(3.1, 6.2, 6.6, 6.6);
  q.fees[q.n_fees++] =
      (sl_quote_fee_t){"a_b", "A b", known(8.949999999999999), SL_QUOTE_PER_EMPLOYEE_MONTH};
  q.fees[q.n_fees++] = (sl_quote_fee_t){"a_b", "A b", known(1200), SL_QUOTE_PER_YEAR};
  q.fees[q.n_fees++] = (sl_quote_fee_t){"c", "C", known(0.02), SL_QUOTE_PER_PAID_CLAIMS};
  q.commission = (sl_quote_commission_t){known(0.05), SL_QUOTE_PER_PREMIUM, SL_QUOTE_ON_TOP};
  q.rebates = (sl_quote_rebates_t){.amount = known(36), .per = SL_QUOTE_PER_EMPLOYEE_MONTH};
  q.taxes[q.n_taxes++] = (sl_quote_tax_t){"premium_tax", "", known(0.02),
                                          SL_QUOTE_ON_STOP_LOSS | SL_QUOTE_ON_OUT_OF_COUNTRY};
  q.taxes[q.n_taxes++] = (sl_quote_tax_t){"sales_tax", "", known(0.08),
                                          SL_QUOTE_ON_CLAIMS | SL_QUOTE_ON_ADMINISTRATION};
  q.terms[q.n_terms++] = (sl_quote_term_t){SL_QUOTE_RATE_CAP, "Cap", "50%", -1, known(0.5), {9, 9}};
  q.terms[q.n_terms++] = (sl_quote_term_t){SL_QUOTE_NO_NEW_LASER, "No new", "Yes", 1, {0}, {9, 9}};
  q.terms[q.n_terms++] =
      (sl_quote_term_t){SL_QUOTE_ADVANCE_FUNDING, "Advance", "Yes", 1, {0}, {9, 9}};
  q.terms[q.n_terms++] = (sl_quote_term_t){SL_QUOTE_BENEFITS, "Covers", "Med, Rx", -1, {0}, {9, 9}};
  return q;
}

static sl_quote_t level(void)
{
  sl_quote_t q = {.name = "Level", .header = "", .kind = SL_QUOTE_LEVEL_FUNDED};
  q.specific =
      (sl_quote_specific_t){.has = true, .deductible = known(30000), .contract = months(12, 18)};
  q.aggregate =
      (sl_quote_aggregate_t){.has = true, .contract = months(12, 18), .share_of_fund = known(1)};
  q.level = (sl_quote_level_t){.administration = composite(92),
                               .stop_loss = by_tier(214.3, 471.46, 417.88, 664.33),
                               .claims_fund = by_tier(396.4, 852.26, 760.34, 1208.92),
                               .refund_share = known(0.5),
                               .expected_share = known(0.86)};
  return q;
}

static sl_quote_t composite_quote(void)
{
  sl_quote_t q = {.name = "Composite", .header = "", .kind = SL_QUOTE_ASO};
  q.specific = (sl_quote_specific_t){.has = true,
                                     .deductible = known(100000),
                                     .contract = {.basis = SL_QUOTE_BASIS_PAID, .text = "paid"},
                                     .rates = composite(171.6)};
  q.aggregate = (sl_quote_aggregate_t){
      .has = true, .factors = composite(692.1), .premium = {.yearly = known(12400)}};
  return q;
}

static sl_quote_t insured(void)
{
  return (sl_quote_t){.name = "Insured",
                      .header = "",
                      .kind = SL_QUOTE_FULLY_INSURED,
                      .rates = by_tier(742.18, 1558.58, 1372.99, 2226.54)};
}

static sl_quotes_t four_tiers(const sl_quote_t *options, size_t n)
{
  sl_quotes_t quotes = {
      .title = "", .sheet = "", .n_tiers = SL_TIERS, .options = options, .n_options = n};
  static const sl_quote_tier_name_t names[] = {SL_QUOTE_EMPLOYEE, SL_QUOTE_EMPLOYEE_SPOUSE,
                                               SL_QUOTE_EMPLOYEE_CHILDREN, SL_QUOTE_FAMILY};
  static const double employees[] = {21, 8, 7, 12}, relativity[] = {1, 2.1, 1.85, 2.95};
  for (size_t t = 0; t < SL_TIERS; t++) {
    quotes.tiers[t] = (sl_quote_tier_t){.name = names[t],
                                        .word = "",
                                        .enrolment = known(employees[t]),
                                        .relativity = known(relativity[t])};
    quotes.tiers[t].covers[t] = true;
  }
  return quotes;
}

/* ---- figures by hand ---- */

static sl_offers_t *made(const sl_quotes_t *quotes, sl_offers_options_t *options)
{
  sl_offers_t *offers = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL_FATAL(sl_offers_make(quotes, options, &offers, &error), SL_OK);
  return offers;
}

/* Specific 12 x (21 x 100.1 + 8 x 210.2 + 7 x 190.3 + 12 x 300.4) = 104,647.20; aggregate 12 x 48 x
 * 8.95 = 5,155.20; attachment 12 x (7,350 + 5,600 + 4,550 + 12,000) = 354,000, over the minimum;
 * expected 354,000 / 1.2 = 295,000. Travel 12 x (65.1 + 49.6 + 46.2 + 79.2) = 2,881.20;
 * accommodation 12 x 48 x 1.5 = 864; both taxed as premium. Other fees: 12 x 48 x 8.95 = 5,155.20,
 * 1,200, 2% of 295,000 = 5,900, commission 5% of 109,802.40 = 5,490.12: 17,745.32. Taxes: 2% of
 * (109,802.40 + 3,745.20) = 2,270.952; 8% of (295,000 + 17,745.32) = 25,019.6256. */
static void figures_are_those_worked_by_hand(void)
{
  const sl_quote_t quote = full();
  const sl_quotes_t quotes = four_tiers(&quote, 1);
  sl_offers_options_t options = {.n_lasers = 1, .lasers = {{"a", 1, 17, NULL, false}}};
  sl_offers_t *offers = made(&quotes, &options);
  const sl_offer_t *o = &offers->list[0].offer;
  const sl_arrangement_t *a = &offers->list[0].arrangement;
  CU_ASSERT_TRUE(offers->list[0].has_figures);
  CU_ASSERT_DOUBLE_EQUAL(o->specific_premium, 104647.20, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->aggregate_premium, 5155.20, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->maximum_claims, 354000.0, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->expected_claims, 295000.0, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->fees, 17745.32 + 3745.20, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->taxes, 2270.952 + 25019.6256, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->rebates, 12 * 48 * 36.0, 0.005);
  CU_ASSERT_DOUBLE_EQUAL(o->aggregating_and_lasers, 25000.0 + 125000.0 + 30000.0, 0.005);
  CU_ASSERT_EQUAL(a->specific.n_lasers, 1); /* A is row 17; B is nobody yet */
  CU_ASSERT_EQUAL(a->specific.lasers[0].row, 17);
  CU_ASSERT_EQUAL(a->quoted->n_lasers, 1);
  CU_ASSERT_EQUAL(offers->n_unplaced, 1);
  CU_ASSERT_EQUAL(a->fees[0].amount, 8.95); /* 15 digits, as a spreadsheet has */
  CU_ASSERT_STRING_EQUAL(a->fees[1].name, "a b 2");
  sl_offers_free(offers);
}

/* ---- the same when read again ---- */

static int read_text(void *context, const char *name, char **bytes, size_t *n)
{
  static const char census[] = "employee,relationship,sex,age\n1,employee,F,40\n"
                               "1,spouse,M,41\n1,child,M,1\n2,employee,F,30\n2,spouse,M,31\n"
                               "3,employee,F,30\n3,child,F,3\n4,employee,M,50\n5,employee,F,51\n"
                               "6,employee,F,52\n7,employee,F,53\n8,employee,F,54\n"
                               "9,employee,F,55\n10,employee,F,56\n11,employee,F,57\n"
                               "12,employee,F,58\n13,employee,F,59\n";
  *bytes = sl_text_copy(strcmp(name, "c.csv") == 0 ? census : context);
  *n = *bytes != NULL ? strlen(*bytes) : 0;
  return *bytes != NULL ? SL_OK : SL_ERR_MEMORY;
}

static sl_scenario_t *scenario_of(const sl_offers_t *offers)
{
  sl_text_t text = {0};
  sl_faults_t faults;
  sl_scenario_t *scenario = NULL;
  char *section = sl_offers_yaml(offers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(section);
  sl_text_append(&text,
                 "stoploss: 1\nname: x\nstart: 2026-01-01\ncensus: c.csv\n"
                 "claims: {services: [{name: medical, frequency: {distribution: poisson, mean: 2},"
                 " severity: {distribution: exponential, mean: 900}}]}\n"
                 "plans: [{name: PPO, deductible: 500}]\n%s",
                 section);
  const sl_provider_t provider = {read_text, text.data};
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_scenario_load_from(&provider, "s.yaml", NULL, &scenario, &faults), SL_OK);
  for (size_t i = 0; i < faults.n; i++) {
    printf("\n    %zu:%zu %s\n", faults.list[i].line, faults.list[i].column, faults.list[i].text);
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(scenario);
  sl_faults_free(&faults);
  sl_text_free(&text);
  free(section);
  return scenario;
}

static void assert_same_text(const char *one, const char *other)
{
  CU_ASSERT_TRUE(one == other || (one != NULL && other != NULL && strcmp(one, other) == 0));
}

static void assert_same_offer(const sl_arrangement_t *read, const sl_offers_t *offers, size_t i)
{
  const sl_arrangement_t *own = &offers->list[i].arrangement;
  const sl_specific_t *a = &read->specific, *b = &own->specific;
  sl_price_t price;
  sl_offer_t offer;
  CU_ASSERT_EQUAL(sl_offers_figure(read, &offers->enrolment, &price, &offer), SL_OK);
  /* all numbers, NaN as NaN; behind the last member stands padding */
  CU_ASSERT_EQUAL(memcmp(&offer, &offers->list[i].offer, offsetof(sl_offer_t, spread)), 0);
  CU_ASSERT_EQUAL(offer.spread, offers->list[i].offer.spread);
  CU_ASSERT_STRING_EQUAL(read->name, own->name);
  CU_ASSERT_PTR_EQUAL(read->kind, own->kind);
  assert_same_text(read->quoted->carrier, own->quoted->carrier);
  assert_same_text(read->quoted->administrator, own->quoted->administrator);
  assert_same_text(read->quoted->terms, own->quoted->terms);
  CU_ASSERT_EQUAL(read->quoted->role, own->quoted->role);
  CU_ASSERT_EQUAL(read->quoted->status, own->quoted->status);
  CU_ASSERT_EQUAL(read->quoted->no_new_laser, own->quoted->no_new_laser);
  CU_ASSERT_EQUAL(read->quoted->n_lasers, own->quoted->n_lasers);
  CU_ASSERT_EQUAL(read->surplus_share, own->surplus_share);
  CU_ASSERT_EQUAL(read->has_specific, own->has_specific);
  CU_ASSERT_TRUE(!own->has_specific || a->maximum == b->maximum);
  CU_ASSERT_TRUE(!own->has_specific || a->run_in_maximum == b->run_in_maximum);
  CU_ASSERT_EQUAL(a->advance_funding, b->advance_funding);
  CU_ASSERT_EQUAL(a->n_lasers, b->n_lasers);
  CU_ASSERT_EQUAL(read->aggregate.maximum, own->aggregate.maximum);
  CU_ASSERT_EQUAL(read->aggregate.accommodation, own->aggregate.accommodation);
}

/* Every number with its last bit, every text; and names that YAML would take for something else. */
static void what_is_written_reads_back_as_the_same(void)
{
  const sl_quote_t list[] = {full(), level(), composite_quote(), insured()};
  const sl_quotes_t quotes = four_tiers(list, 4);
  sl_offers_options_t options = {
      .credit_rebates = true, .n_lasers = 1, .lasers = {{"B", 1, 17, NULL, false}}};
  sl_offers_t *offers = made(&quotes, &options);
  sl_scenario_t *scenario = scenario_of(offers);
  CU_ASSERT_EQUAL_FATAL(scenario->arrangements->n, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_same_offer(&scenario->arrangements->list[i], offers, i);
  }
  CU_ASSERT_STRING_EQUAL(scenario->arrangements->list[0].quoted->administrator, "null");
  sl_scenario_free(scenario);
  sl_offers_free(offers);
}

/* ---- what is left out ---- */

static void an_incomplete_option_is_left_out_with_its_reason(void)
{
  sl_quote_t list[] = {full(), insured()};
  list[0].specific.rates.tier[2].known = false;
  const sl_quotes_t quotes = four_tiers(list, 2);
  sl_offers_options_t options = {0};
  sl_offers_t *offers = made(&quotes, &options);
  CU_ASSERT_FALSE(offers->list[0].whole);
  CU_ASSERT_TRUE(offers->list[1].whole);
  CU_ASSERT_EQUAL_FATAL(offers->n_unplaced, 3); /* and its lasers */
  CU_ASSERT_PTR_NOT_NULL(strstr(offers->unplaced[0].why,
                                "the specific rate is not stated for tier employee_children"));
  char *text = sl_offers_yaml(offers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NULL(strstr(text, "All:"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "Insured"));
  free(text);
  sl_offers_free(offers);
}

/* Two tiers: the family's rate is that of the other three, its employees are families. Without an
 * enrolment there are arrangements and no figures. */
static void tiers_of_the_file_stand_for_the_projects(void)
{
  sl_quote_t quote = {.name = "Two", .header = "", .kind = SL_QUOTE_FULLY_INSURED};
  quote.rates = (sl_quote_price_t){.tier = {known(100), known(250)}};
  sl_quotes_t quotes = {.title = "", .sheet = "", .n_tiers = 2, .options = &quote, .n_options = 1};
  quotes.tiers[0] = (sl_quote_tier_t){
      .name = SL_QUOTE_SINGLE, .covers = {true, false, false, false}, .enrolment = known(52)};
  quotes.tiers[1] = (sl_quote_tier_t){
      .name = SL_QUOTE_FAMILY, .covers = {false, true, true, true}, .enrolment = known(41)};
  sl_offers_options_t options = {0};
  sl_offers_t *offers = made(&quotes, &options);
  CU_ASSERT_EQUAL(offers->list[0].arrangement.premium.tier[SL_TIER_EMPLOYEE_SPOUSE], 250.0);
  CU_ASSERT_EQUAL(offers->enrolment.tier_months[SL_TIER_FAMILY], 12 * 41.0);
  CU_ASSERT_DOUBLE_EQUAL(offers->list[0].offer.fixed_cost, 12 * (52 * 100.0 + 41 * 250.0), 1e-6);
  sl_offers_free(offers);
  quotes.tiers[1].enrolment.known = false;
  offers = made(&quotes, &options);
  CU_ASSERT_TRUE(offers->list[0].whole);
  CU_ASSERT_FALSE(offers->list[0].has_figures);
  sl_offers_free(offers);
}

SL_SUITE(offers, "unit/offers",
         {"figures are those worked by hand", figures_are_those_worked_by_hand},
         {"what is written reads back as the same", what_is_written_reads_back_as_the_same},
         {"an incomplete option is left out with its reason",
          an_incomplete_option_is_left_out_with_its_reason},
         {"tiers of the file stand for the project's", tiers_of_the_file_stand_for_the_projects});
