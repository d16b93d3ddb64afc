#include "sim/output/report/validate_rows.h"

#include <math.h>
#include <stdio.h>

const sl_validate_part_t sl_validate_parts[SL_VALIDATE_PARTS] = {
    {"What the basis was fitted to", true}, {"What it was not fitted to", false}};

const sl_validate_section_t sl_validate_sections[SL_VALIDATE_SECTIONS] = {
    {"Continuance of a member-year", SL_SHARE_ABOVE, SL_RATIO_OF_DOUBLE},
    {"Spending and its concentration", SL_MEAN, SL_SHARE_OF_LOWER_HALF},
    {"Ages and sexes", SL_AGE_RATIO, SL_MEN_OVER_WOMEN},
    {"Claims in 1,000 member-years", SL_EVENTS_PER_1000, SL_EVENTS_PER_1000},
    {"Allowed amount of a claim", SL_COST_PER_EVENT, SL_COST_PER_EVENT},
    {"Conditions of the dearest", SL_EXCESS_OF, SL_WITHOUT_CONDITION},
    {"The next year", SL_TOP_STAYS, SL_CORRELATION_CAPPED},
};

const char *const sl_validate_heads[SL_VALIDATE_COLUMNS] = {"simulated", "published", "range"};

/* ---- one figure ---- */

static sl_figure_t plain(const char *symbol, sl_target_unit_t unit, double value)
{
  sl_figure_t figure;
  if (isnan(value)) {
    snprintf(figure.text, sizeof figure.text, "-");
  } else if (unit == SL_UNIT_SHARE) {
    snprintf(figure.text, sizeof figure.text, "%.3g%%", 100.0 * value);
  } else if (unit == SL_UNIT_MONEY && (value >= 1000.0 || value == round(value))) {
    snprintf(figure.text, sizeof figure.text, "%.8s%.20s", symbol,
             sl_format_count(round(value)).text);
  } else if (unit == SL_UNIT_MONEY) {
    snprintf(figure.text, sizeof figure.text, "%.8s%.2f", symbol, value);
  } else if (value >= 1000.0) {
    return sl_format_count(round(value));
  } else {
    snprintf(figure.text, sizeof figure.text, "%.3g", value);
  }
  return figure;
}

/* As many decimals as the error carries. */
static sl_figure_t estimated(const char *symbol, sl_target_unit_t unit, sl_estimate_t estimate)
{
  const double small = 10.0; /* below it a number is told like a ratio */
  switch (unit) {
  case SL_UNIT_SHARE:
    return sl_format_ratio(estimate);
  case SL_UNIT_MONEY:
    return sl_format_amount(symbol, estimate);
  case SL_UNIT_NUMBER:
    break;
  }
  return estimate.value < small ? sl_format_multiple(estimate) : sl_format_persons(estimate);
}

/* Names of the file as words: a+b_c above 5 is "a, b c above 5". */
static void tell_names(char *text)
{
  for (char *p = text; *p != '\0'; p++) {
    *p = *p == '_' ? ' ' : *p == '+' ? '/' : *p;
  }
}

static void label_of(const char *symbol, const sl_target_t *target, char *text, size_t size)
{
  const sl_figure_t amount = plain(symbol, SL_UNIT_MONEY, target->amount);
  const char *money = amount.text;
  const double percent = 100.0 * target->amount;
  switch (target->quantity) {
  case SL_SHARE_ABOVE:
    snprintf(text, size, "members above %s", money);
    break;
  case SL_PER_MILLION_ABOVE:
    snprintf(text, size, "above %s, per million", money);
    break;
  case SL_RATIO_OF_DOUBLE:
    snprintf(text, size, "above %s / above %s",
             plain(symbol, SL_UNIT_MONEY, 2.0 * target->amount).text, money);
    break;
  case SL_MEAN:
    snprintf(text, size, "mean of a member-year");
    break;
  case SL_MEAN_CAPPED:
    snprintf(text, size, "mean, each capped at %s", money);
    break;
  case SL_SHARE_OF_TOP:
    snprintf(text, size, "share of the dearest %.3g%%", percent);
    break;
  case SL_SHARE_OF_LOWER_HALF:
    snprintf(text, size, "share of the cheaper half");
    break;
  case SL_AGE_RATIO:
    snprintf(text, size, "ages %.20s over the mean", target->at);
    break;
  case SL_MEN_OVER_WOMEN:
    snprintf(text, size, "men over women, ages %.20s", target->at);
    break;
  case SL_EVENTS_PER_1000:
  case SL_COST_PER_EVENT:
    snprintf(text, size, "%.60s", target->at);
    break;
  case SL_EXCESS_OF:
    snprintf(text, size, "dollars of %.180s", target->at);
    tell_names(text);
    break;
  case SL_WITHOUT_CONDITION:
    snprintf(text, size, "above %s without any", money);
    break;
  case SL_TOP_STAYS:
    snprintf(text, size, "dearest %.3g%% again", percent);
    break;
  case SL_LOWER_HALF_STAYS:
    snprintf(text, size, "cheaper half again");
    break;
  case SL_CORRELATION_CAPPED:
    snprintf(text, size, "correlation, capped at %s", money);
    break;
  case SL_QUANTITIES:
    break;
  }
}

void sl_validate_row(const sl_validation_t *validation, size_t i, sl_validate_row_t *row)
{
  const sl_target_t *target = &validation->targets->list[i];
  const sl_target_unit_t unit = sl_quantities[target->quantity].unit;
  const sl_estimate_t figure = validation->validated->figure[i];
  const sl_figure_t currency = sl_currency_symbol(validation->facts->currency);
  const char *symbol = currency.text;
  label_of(symbol, target, row->label, sizeof row->label);
  snprintf(row->figure[0], sizeof row->figure[0], "%s", estimated(symbol, unit, figure).text);
  snprintf(row->figure[1], sizeof row->figure[1], "%s", plain(symbol, unit, target->target).text);
  row->figure[2][0] = '\0';
  if (!isnan(target->low)) {
    snprintf(row->figure[2], sizeof row->figure[2], "%.30s-%.30s",
             plain(symbol, unit, target->low).text, plain(symbol, unit, target->high).text);
  }
  row->met = sl_validated_is_met(target, figure.value);
}

size_t sl_validate_next(const sl_validation_t *validation, const sl_validate_part_t *part,
                        const sl_validate_section_t *section, size_t i)
{
  for (; i < validation->targets->n; i++) {
    const sl_target_t *target = &validation->targets->list[i];
    if (target->fitted == part->fitted && target->quantity >= section->first &&
        target->quantity <= section->last) {
      return i;
    }
  }
  return i;
}

/* ---- sentences ---- */

void sl_validate_origin(const sl_validation_t *validation, char text[SL_VALIDATE_TEXT])
{
  const sl_validate_facts_t *facts = validation->facts;
  snprintf(text, SL_VALIDATE_TEXT,
           "Basis %.100s, as a scenario that names it gets it. %.20s simulated member-years of "
           "%.200s; seed %llu. \xc2\xb1 is one standard error.",
           facts->basis, sl_format_count(validation->validated->person_years).text,
           facts->population, facts->seed);
}

void sl_validate_verdict(const sl_validation_t *validation, char text[SL_VALIDATE_TEXT])
{
  size_t aimed = 0, met = 0;
  for (size_t i = 0; i < validation->targets->n; i++) {
    const sl_target_t *target = &validation->targets->list[i];
    if (!isnan(target->low)) {
      aimed++;
      met += sl_validated_is_met(target, validation->validated->figure[i].value);
    }
  }
  if (met == aimed) {
    snprintf(text, SL_VALIDATE_TEXT, "All %zu figures that have a range lie within it.", aimed);
  } else {
    snprintf(text, SL_VALIDATE_TEXT,
             "%zu of %zu figures that have a range lie within it; * marks the others.", met, aimed);
  }
}
