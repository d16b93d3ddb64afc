#include "sim/input/census/census.h"
#include "sim/input/offers/terms.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/read/text.h"

#include <stdlib.h>
#include <string.h>

#define PLANS_MAX 64 /* that a census may name here: more is a column of another kind */

/* What is assumed in a country, by its currency. Judgement: a usual plan of the country's
 * employers, for whoever has not said theirs. */
typedef struct country {
  const char *currency, *basis, *plan, *design, *trend;
} country_t;

static const country_t countries[] = {
    {"USD", "us-commercial-2026", "PPO",
     "    deductible: {person: 1500, family: 3000}\n"
     "    coinsurance: 0.20\n"
     "    out_of_pocket_max: {person: 5000, family: 10000}\n"
     "    copays: {primary_care: 30, specialist: 50, emergency_room: 250, preventive: 0,\n"
     "             rx_generic: 10, rx_preferred_brand: 40, rx_non_preferred_brand: 70}\n",
     "0.08"},
    {"CAD", "ca-extended-health-2026", "Extended health",
     "    coinsurance: 0.20\n"
     "    services:\n"
     "      - {name: hospital_room, coinsurance: 0}\n"
     "      - {name: dental_preventive, coinsurance: 0}\n"
     "      - {name: dental_major, coinsurance: 0.50}\n",
     "0.06"}};

static const country_t *country_of(const sl_quotes_t *quotes)
{
  const char *currency = quotes->currency != NULL ? quotes->currency : "USD";
  for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
    if (strcmp(currency, countries[i].currency) == 0) {
      return &countries[i];
    }
  }
  return NULL;
}

static void put_plans(sl_text_t *text, const country_t *country, const sl_census_t *census)
{
  sl_text_append(text, "\nplans:                            # assumption: a usual design; no quote "
                       "says yours\n");
  for (size_t i = 0; i == 0 || sl_census_plan(census, i) != NULL; i++) {
    const char *name = sl_census_plan(census, i);
    sl_text_append(text, "  - name: ");
    sl_text_append_quoted(text, name != NULL ? name : country->plan);
    sl_text_append(text, "\n%s", country->design);
  }
}

static char *scenario_text(const sl_offers_t *offers, const country_t *country,
                           const char *census_path, const sl_census_t *census,
                           const sl_date_t *start)
{
  sl_text_t text = {0};
  char *title = sl_offers_plain(offers->quotes->title);
  sl_text_append(
      &text,
      "# A scenario about quotes and a census. What neither says is assumed, in the lines marked "
      "so: "
      "the\n# plan design, the claims basis, trend and uncertainty. Put your own in their place.\n"
      "#     stoploss check FILE                          who is covered, what is wrong\n"
      "#     stoploss run FILE --exhibit exhibit.xlsx     simulate; quotes side by side\n"
      "stoploss: 1\nname: ");
  sl_text_append_quoted(&text, title != NULL && strcmp(title, "-") != 0 ? title : "Quotes");
  sl_text_append(&text, "\ncurrency: %s\nstart: %04d-%02d-%02d\ncensus: ", country->currency,
                 start->year, start->month, start->day);
  sl_text_append_quoted(&text, census_path);
  sl_text_append(
      &text,
      "\n\nclaims:\n"
      "  basis: %s\n"
      "  trend: %s                     # assumption: a year's growth of prices\n"
      "  uncertainty: 0.08               # assumption: how far expected claims may err\n",
      country->basis, country->trend);
  put_plans(&text, country, census);
  sl_text_append(&text, "\n");
  text.failed = text.failed || title == NULL;
  free(title);
  return sl_text_take(&text);
}

static int refuse(sl_faults_t *faults, const char *why)
{
  sl_faults_add(faults, SL_ERR_INPUT, NULL, 0, 0, "%s", why);
  return SL_ERR_INPUT;
}

int sl_offers_around(sl_offers_t *offers, const char *census_path, const sl_date_t *start,
                     char **text, sl_faults_t *faults)
{
  const sl_quotes_t *quotes = offers->quotes;
  const country_t *country = country_of(quotes);
  const sl_date_t first = start->year != 0 ? *start : quotes->effective;
  sl_census_t *census = NULL;
  *text = NULL;
  if (country == NULL) {
    return refuse(faults, "no claims basis comes in the currency of the quotes; allowed with "
                          "--census: USD, CAD; else put them into a scenario: --into");
  }
  if (first.year == 0) {
    return refuse(faults, "the file of quotes does not say when the plan year begins; say it: "
                          "--effective DATE");
  }
  int code = sl_census_read(NULL, census_path, &first, SL_PLAN_MONTHS_MAX, &census, faults);
  if (code == SL_OK && sl_census_plan(census, PLANS_MAX) != NULL) {
    code = refuse(faults, "the census names more than 64 plans");
  }
  if (code == SL_OK) {
    *text = scenario_text(offers, country, census_path, census, &first);
    code = *text != NULL ? SL_OK : SL_ERR_MEMORY;
    sl_offers_assume(offers,
                     "Plan design, claims basis (%s), trend and uncertainty are assumed, in the "
                     "lines of the scenario that say so",
                     country->basis);
  }
  sl_census_free(census);
  return code;
}
