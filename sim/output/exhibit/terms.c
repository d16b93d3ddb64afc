/* Who offers what: carrier, enrolment, specific and aggregate. */
#include "sim/input/read/yaml_tree.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/exhibit/parts.h"
#include "sim/output/text/format.h"
#include "sim/output/text/window_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static sl_estimate_t exact(double value) { return (sl_estimate_t){value, 0.0}; }

/* The currency is that of the table: an amount in words has none. */
static const char *amount(double value, char text[SL_FIGURE_SIZE])
{
  const sl_figure_t figure = sl_format_exact("", value);
  memcpy(text, figure.text, sizeof figure.text);
  return text;
}

/* ---- who ---- */

static sl_cell_t text_or_dash(const char *text)
{
  return text != NULL ? sl_cell_text(text) : sl_cell_silent();
}

static const sl_quoted_t *quote_of(const sl_place_t *place)
{
  return place->column->arrangement->quoted;
}

static sl_cell_t carrier(sl_place_t *place)
{
  return quote_of(place) != NULL ? text_or_dash(quote_of(place)->carrier) : sl_cell_silent();
}

static sl_cell_t administrator(sl_place_t *place)
{
  return quote_of(place) != NULL ? text_or_dash(quote_of(place)->administrator) : sl_cell_silent();
}

static sl_cell_t role(sl_place_t *place)
{
  static const char *const words[SL_QUOTED_ROLES] = {[SL_QUOTED_OPTION] = "option",
                                                     [SL_QUOTED_CURRENT] =
                                                         "current: last year's price, not on offer",
                                                     [SL_QUOTED_RENEWAL] = "renewal"};
  return quote_of(place) != NULL ? sl_cell_words(place, "%s", words[place->column->role])
                                 : sl_cell_silent();
}

static sl_cell_t funding(sl_place_t *place)
{
  const char *kind = place->column->arrangement->kind->name;
  if (strcmp(kind, "aso") == 0) {
    return sl_cell_words(place, "self-funded (ASO)");
  }
  sl_cell_t cell = sl_cell_words(place, "%s", kind);
  for (char *c = place->words; *c != '\0'; c++) {
    *c = *c == '_' ? ' ' : *c;
  }
  return cell;
}

static sl_cell_t plan_year(sl_place_t *place)
{
  const sl_calendar_t *calendar = &place->comparison->scenario->calendar;
  const sl_date_t from = calendar->start, to = sl_calendar_date(calendar, calendar->last_day);
  return sl_cell_words(place, "%04d-%02d-%02d to %04d-%02d-%02d", from.year, from.month, from.day,
                       to.year, to.month, to.day);
}

static sl_cell_t status(sl_place_t *place)
{
  const sl_quoted_t *quote = quote_of(place);
  return quote != NULL && quote->status != SL_QUOTED_UNKNOWN
             ? sl_cell_words(place, "%s", sl_quoted_status_names[quote->status])
             : sl_cell_silent();
}

static sl_cell_t conditions(sl_place_t *place)
{
  return quote_of(place) != NULL ? text_or_dash(quote_of(place)->terms) : sl_cell_silent();
}

static sl_cell_t tier_contracts(sl_place_t *place)
{
  const sl_enrolment_t *enrolment = &place->comparison->enrolment;
  return sl_cell_by_formula(SL_CELL_COUNT,
                            exact(enrolment->tier_months[place->which] / enrolment->plan_months),
                            "tier_months / plan_months");
}

static sl_cell_t employees(sl_place_t *place)
{
  const sl_enrolment_t *enrolment = &place->comparison->enrolment;
  return sl_cell_by_formula(SL_CELL_COUNT,
                            exact(enrolment->employee_months / enrolment->plan_months),
                            "employee_months / plan_months");
}

static sl_cell_t members(sl_place_t *place)
{
  return sl_cell_by_formula(SL_CELL_COUNT, exact(place->comparison->enrolment.members), "members");
}

/* ---- specific ---- */

static const sl_specific_t *specific_of(const sl_place_t *place)
{
  const sl_arrangement_t *arrangement = place->column->arrangement;
  return arrangement->has_specific ? &arrangement->specific : NULL;
}

static sl_cell_t deductible(sl_place_t *place)
{
  return specific_of(place) != NULL
             ? sl_cell_of(place, SL_CELL_MONEY, exact(specific_of(place)->deductible),
                          "specific_deductible")
             : sl_cell_none();
}

static sl_cell_t per_certificate(sl_place_t *place)
{
  return specific_of(place) != NULL && specific_of(place)->per_certificate
             ? sl_cell_words(place, "family")
             : sl_cell_silent();
}

static sl_cell_t contract(sl_place_t *place, const char *text)
{
  char words[SL_WINDOW_WORDS];
  sl_window_words(text, words);
  return strchr(text, '/') != NULL ? sl_cell_words(place, "%s: %s", text, words)
                                   : sl_cell_words(place, "%s", words);
}

static sl_cell_t specific_contract(sl_place_t *place)
{
  return specific_of(place) != NULL ? contract(place, place->column->facts->specific_contract)
                                    : sl_cell_silent();
}

static sl_cell_t run_in(sl_place_t *place)
{
  return specific_of(place) != NULL && isfinite(specific_of(place)->run_in_maximum)
             ? sl_cell_by_formula(SL_CELL_MONEY, exact(specific_of(place)->run_in_maximum),
                                  "specific.run_in_maximum")
             : sl_cell_none();
}

/* The names that the scenario lists, as long as they fit; NULL where it lists none. */
static const char *services(sl_place_t *place, const char *cover)
{
  const sl_tree_t *tree = place->comparison->scenario->tree;
  const sl_node_t *list = tree != NULL ? sl_node_get(&tree->root, "arrangements") : NULL;
  if (list == NULL || place->index >= list->n) {
    return NULL;
  }
  const sl_node_t *names = sl_node_get(sl_node_get(&list->items[place->index], cover), "services");
  size_t length = 0;
  for (size_t i = 0; names != NULL && names->kind == SL_NODE_LIST && i < names->n; i++) {
    const char *name = names->items[i].text != NULL ? names->items[i].text : "";
    if (length + strlen(name) + 12 > sizeof place->words) {
      snprintf(place->words + length, sizeof place->words - length, ", ...");
      break;
    }
    length += (size_t)snprintf(place->words + length, sizeof place->words - length, "%s%s",
                               i > 0 ? ", " : "", name);
  }
  for (size_t i = 0; i < length; i++) {
    place->words[i] = place->words[i] == '_' ? ' ' : place->words[i];
  }
  return length > 0 ? place->words : NULL;
}

static sl_cell_t benefits(sl_place_t *place, const char *cover)
{
  const char *list = services(place, cover);
  return list != NULL ? sl_cell_text(list) : sl_cell_words(place, "all that the plan covers");
}

static sl_cell_t specific_benefits(sl_place_t *place)
{
  return specific_of(place) != NULL ? benefits(place, "specific") : sl_cell_silent();
}

static sl_cell_t carrier_share(sl_place_t *place)
{
  return specific_of(place) != NULL && specific_of(place)->coinsurance < 1.0
             ? sl_cell_by_formula(SL_CELL_SHARE, exact(specific_of(place)->coinsurance),
                                  "specific.coinsurance")
             : sl_cell_silent();
}

static sl_cell_t person_maximum(sl_place_t *place)
{
  if (specific_of(place) == NULL) {
    return sl_cell_silent();
  }
  return isfinite(specific_of(place)->maximum)
             ? sl_cell_by_formula(SL_CELL_MONEY, exact(specific_of(place)->maximum),
                                  "specific.maximum")
             : sl_cell_words(place, "no limit");
}

static sl_cell_t aggregating(sl_place_t *place)
{
  return specific_of(place) != NULL && specific_of(place)->aggregating_deductible > 0.0
             ? sl_cell_by_formula(SL_CELL_MONEY, exact(specific_of(place)->aggregating_deductible),
                                  "specific.aggregating_deductible")
             : sl_cell_none();
}

/* "2: census row 17 at 175,000; row 4 excluded". A person is told by the row alone. */
static sl_cell_t lasers(sl_place_t *place)
{
  const sl_specific_t *specific = specific_of(place);
  if (specific == NULL || specific->n_lasers == 0) {
    return sl_cell_none();
  }
  size_t length = (size_t)snprintf(place->words, sizeof place->words, "%zu:", specific->n_lasers);
  for (size_t i = 0; i < specific->n_lasers; i++) {
    const sl_laser_t *laser = &specific->lasers[i];
    char text[SL_FIGURE_SIZE];
    if (length + 60 > sizeof place->words) {
      snprintf(place->words + length, sizeof place->words - length, "; ...");
      break;
    }
    length += (size_t)snprintf(place->words + length, sizeof place->words - length,
                               "%s census row %lu %s%s", i > 0 ? ";" : "",
                               (unsigned long)laser->row, laser->excluded ? "excluded" : "at ",
                               laser->excluded ? "" : amount(laser->deductible, text));
  }
  return sl_cell_text(place->words);
}

static sl_cell_t quoted_lasers(sl_place_t *place)
{
  const sl_quoted_t *quote = quote_of(place);
  if (quote == NULL || quote->n_lasers == 0) {
    return sl_cell_none();
  }
  size_t length = 0;
  for (size_t i = 0; i < quote->n_lasers; i++) {
    char text[SL_FIGURE_SIZE];
    if (length + strlen(quote->lasers[i].who) + 60 > sizeof place->words) {
      snprintf(place->words + length, sizeof place->words - length, "; ...");
      break;
    }
    length += (size_t)snprintf(place->words + length, sizeof place->words - length, "%s%s at %s",
                               i > 0 ? "; " : "", quote->lasers[i].who,
                               amount(quote->lasers[i].deductible, text));
  }
  return sl_cell_text(place->words);
}

static sl_cell_t no_new_laser(sl_place_t *place)
{
  return quote_of(place) != NULL && quote_of(place)->no_new_laser ? sl_cell_words(place, "promised")
                                                                  : sl_cell_silent();
}

static sl_cell_t rate_cap(sl_place_t *place)
{
  return quote_of(place) != NULL
             ? sl_cell_by_formula(SL_CELL_SHARE, exact(quote_of(place)->rate_cap), "quote.rate_cap")
             : sl_cell_silent();
}

static sl_cell_t advance(sl_place_t *place)
{
  return specific_of(place) != NULL && specific_of(place)->advance_funding
             ? sl_cell_words(place, "yes")
             : sl_cell_none();
}

static sl_cell_t months_after(sl_place_t *place, unsigned months)
{
  return months > 0 ? sl_cell_words(place, "claims paid up to %u month%s after the year", months,
                                    months == 1 ? "" : "s")
                    : sl_cell_none();
}

static sl_cell_t specific_terminal(sl_place_t *place)
{
  return months_after(place, specific_of(place) != NULL ? specific_of(place)->terminal_months : 0);
}

static sl_cell_t commission(sl_place_t *place)
{
  return quote_of(place) != NULL
             ? sl_cell_by_formula(SL_CELL_SHARE, exact(quote_of(place)->commission),
                                  "quote.commission")
             : sl_cell_silent();
}

/* ---- rates ---- */

static sl_cell_t rate_of_tier(sl_place_t *place, const sl_premium_t *premium, const char *source)
{
  return premium->kind == SL_PREMIUM_TIERS
             ? sl_cell_by_formula(SL_CELL_CENTS, exact(premium->tier[place->which]), source)
             : sl_cell_silent();
}

static sl_cell_t specific_rate(sl_place_t *place)
{
  return rate_of_tier(place, &place->column->arrangement->specific_premium,
                      "specific.premium.tiers");
}

static sl_cell_t insured_rate(sl_place_t *place)
{
  return rate_of_tier(place, &place->column->arrangement->premium, "premium.tiers");
}

/* A settled price is what is charged, whatever it was estimated from. */
static sl_cell_t a_year(sl_place_t *place, sl_estimate_t premium, const char *variable)
{
  return fabs(premium.value) > 0.0
             ? sl_cell_of(place, SL_CELL_CENTS, exact(premium.value), variable)
             : sl_cell_silent();
}

static sl_cell_t pepm(sl_place_t *place, sl_estimate_t a_year, const char *formula)
{
  const double months = place->comparison->enrolment.employee_months;
  return fabs(a_year.value) > 0.0
             ? sl_cell_by_formula(SL_CELL_CENTS, exact(a_year.value / months), formula)
             : sl_cell_silent();
}

static sl_cell_t specific_pepm(sl_place_t *place)
{
  return pepm(place, place->column->facts->price.specific_premium,
              "specific_premium / employee_months");
}

static sl_cell_t specific_year(sl_place_t *place)
{
  return a_year(place, place->column->facts->price.specific_premium, "specific_premium");
}

static sl_cell_t aggregate_pepm(sl_place_t *place)
{
  return pepm(place, place->column->facts->price.aggregate_premium,
              "aggregate_premium / employee_months");
}

static sl_cell_t aggregate_year(sl_place_t *place)
{
  return a_year(place, place->column->facts->price.aggregate_premium, "aggregate_premium");
}

static sl_cell_t insured_pepm(sl_place_t *place)
{
  return pepm(place, place->column->facts->price.insured_premium,
              "insured_premium / employee_months");
}

static sl_cell_t insured_year(sl_place_t *place)
{
  return a_year(place, place->column->facts->price.insured_premium, "insured_premium");
}

/* ---- aggregate ---- */

static const sl_aggregate_t *aggregate_of(const sl_place_t *place)
{
  const sl_arrangement_t *arrangement = place->column->arrangement;
  return arrangement->has_aggregate ? &arrangement->aggregate : NULL;
}

static sl_cell_t corridor(sl_place_t *place)
{
  const sl_aggregate_t *aggregate = aggregate_of(place);
  if (aggregate == NULL) {
    return sl_cell_silent();
  }
  return sl_cell_by_formula(SL_CELL_SHARE,
                            exact(aggregate->kind == SL_ATTACHMENT_CORRIDOR
                                      ? aggregate->corridor
                                      : aggregate->carrier_corridor),
                            "aggregate.carrier_corridor");
}

static sl_cell_t aggregate_contract(sl_place_t *place)
{
  return aggregate_of(place) != NULL ? contract(place, place->column->facts->aggregate_contract)
                                     : sl_cell_silent();
}

static sl_cell_t aggregate_benefits(sl_place_t *place)
{
  return aggregate_of(place) != NULL ? benefits(place, "aggregate") : sl_cell_silent();
}

static sl_cell_t factor(sl_place_t *place)
{
  const sl_aggregate_t *aggregate = aggregate_of(place);
  return aggregate != NULL && aggregate->kind == SL_ATTACHMENT_FACTORS
             ? sl_cell_by_formula(SL_CELL_CENTS, exact(aggregate->factor[place->which]),
                                  "aggregate.factors")
             : sl_cell_silent();
}

static sl_cell_t minimum(sl_place_t *place)
{
  const sl_aggregate_t *aggregate = aggregate_of(place);
  if (aggregate != NULL && aggregate->minimum_of_first_month > 0.0) {
    return sl_cell_words(place, "%.4g%% of the first month's, for the year",
                         100.0 * aggregate->minimum_of_first_month);
  }
  return aggregate != NULL && aggregate->minimum > 0.0
             ? sl_cell_by_formula(SL_CELL_MONEY, exact(aggregate->minimum), "aggregate.minimum")
             : sl_cell_none();
}

static sl_cell_t attachment(sl_place_t *place)
{
  return aggregate_of(place) != NULL
             ? sl_cell_of(place, SL_CELL_CENTS, exact(place->column->facts->price.attachment.value),
                          "attachment_point")
             : sl_cell_none();
}

static sl_cell_t aggregate_maximum(sl_place_t *place)
{
  if (aggregate_of(place) == NULL) {
    return sl_cell_silent();
  }
  return isfinite(aggregate_of(place)->maximum)
             ? sl_cell_by_formula(SL_CELL_MONEY, exact(aggregate_of(place)->maximum),
                                  "aggregate.maximum")
             : sl_cell_words(place, "no limit");
}

static sl_cell_t accommodation(sl_place_t *place)
{
  return aggregate_of(place) != NULL && aggregate_of(place)->accommodation
             ? sl_cell_words(place, "monthly")
             : sl_cell_none();
}

static sl_cell_t aggregate_terminal(sl_place_t *place)
{
  return months_after(place,
                      aggregate_of(place) != NULL ? aggregate_of(place)->terminal_months : 0);
}

/* ---- the table ---- */

#define LINES(grid, list) sl_grid_lines(grid, list, sizeof(list) / sizeof(list)[0])

static void who(sl_grid_t *grid)
{
  static const sl_grid_line_t lines[] = {{"Offer", role, SL_ROW_PLAIN},
                                         {"Carrier", carrier, SL_ROW_PLAIN},
                                         {"Administrator", administrator, SL_ROW_PLAIN},
                                         {"Funding", funding, SL_ROW_PLAIN},
                                         {"Plan year", plan_year, SL_ROW_PLAIN},
                                         {"Firm or contingent", status, SL_ROW_PLAIN},
                                         {"Conditions", conditions, SL_ROW_PLAIN}};
  static const sl_grid_line_t after[] = {{"All employees", employees, SL_ROW_TOTAL},
                                         {"Members, with dependents", members, SL_ROW_PLAIN}};
  LINES(grid, lines);
  sl_grid_section(grid, "ENROLMENT");
  sl_grid_tiers(grid, "Contracts", tier_contracts);
  LINES(grid, after);
}

static void specific(sl_grid_t *grid)
{
  static const sl_grid_line_t lines[] = {
      {"SPECIFIC STOP-LOSS", NULL, SL_ROW_SECTION},
      {"Deductible", deductible, SL_ROW_PLAIN},
      {"The deductible is per", per_certificate, SL_ROW_PLAIN},
      {"Contract basis", specific_contract, SL_ROW_PLAIN},
      {"Limit of run-in claims, a person", run_in, SL_ROW_PLAIN},
      {"Benefits covered", specific_benefits, SL_ROW_PLAIN},
      {"Carrier's share above the deductible", carrier_share, SL_ROW_PLAIN},
      {"Maximum a person", person_maximum, SL_ROW_PLAIN},
      {"Aggregating specific", aggregating, SL_ROW_PLAIN},
      {"Lasers", lasers, SL_ROW_PLAIN},
      {"Lasers on persons not found (not simulated)", quoted_lasers, SL_ROW_PLAIN},
      {"No new laser at renewal", no_new_laser, SL_ROW_PLAIN},
      {"Most that rates rise at renewal", rate_cap, SL_ROW_PLAIN},
      {"Advance funding", advance, SL_ROW_PLAIN},
      {"Terminal liability option", specific_terminal, SL_ROW_PLAIN},
      {"Commission inside the premium", commission, SL_ROW_PLAIN}};
  static const sl_grid_line_t premium[] = {
      {"Premium, per employee per month", specific_pepm, SL_ROW_PLAIN},
      {"Premium, a year", specific_year, SL_ROW_TOTAL}};
  LINES(grid, lines);
  sl_grid_tiers(grid, "Rate", specific_rate);
  LINES(grid, premium);
}

static void aggregate(sl_grid_t *grid)
{
  static const sl_grid_line_t lines[] = {
      {"AGGREGATE STOP-LOSS", NULL, SL_ROW_SECTION},
      {"Corridor: attachment / expected claims", corridor, SL_ROW_PLAIN},
      {"Contract basis", aggregate_contract, SL_ROW_PLAIN},
      {"Benefits covered", aggregate_benefits, SL_ROW_PLAIN}};
  static const sl_grid_line_t rest[] = {
      {"Minimum attachment", minimum, SL_ROW_PLAIN},
      {"Attachment point", attachment, SL_ROW_PLAIN},
      {"Maximum reimbursement", aggregate_maximum, SL_ROW_PLAIN},
      {"Accommodation", accommodation, SL_ROW_PLAIN},
      {"Terminal liability option", aggregate_terminal, SL_ROW_PLAIN},
      {"Premium, per employee per month", aggregate_pepm, SL_ROW_PLAIN},
      {"Premium, a year", aggregate_year, SL_ROW_TOTAL}};
  LINES(grid, lines);
  sl_grid_tiers(grid, "Factor", factor);
  LINES(grid, rest);
}

static void insured(sl_grid_t *grid)
{
  static const sl_grid_line_t premium[] = {
      {"Premium, per employee per month", insured_pepm, SL_ROW_PLAIN},
      {"Premium, a year", insured_year, SL_ROW_TOTAL}};
  sl_grid_section(grid, "INSURANCE");
  sl_grid_tiers(grid, "Rate", insured_rate);
  LINES(grid, premium);
}

void sl_exhibit_terms(sl_document_t *document, const sl_comparison_t *comparison)
{
  sl_grid_t grid = sl_grid_new(document, comparison, "terms", "What is offered", "Terms", false);
  who(&grid);
  specific(&grid);
  aggregate(&grid);
  insured(&grid);
  sl_exhibit_charges(&grid);
}
