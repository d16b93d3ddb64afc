#include "sim/output/report/validate_page.h"

#include "sim/output/report/format.h"
#include "sim/output/report/json_parts.h"
#include "sim/output/report/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define JSON_VERSION 1
#define LABEL_WIDTH 33
#define FIGURE_WIDTH 19
#define TARGET_WIDTH 10
#define RANGE_WIDTH 17
#define TEXT_SIZE 600

typedef struct page {
  FILE *out;
  const sl_targets_t *targets;
  const sl_validated_t *validated;
  const char *symbol;
} page_t;

/* ---- one figure ---- */

static sl_figure_t plain(const page_t *page, sl_target_unit_t unit, double value)
{
  sl_figure_t figure;
  if (isnan(value)) {
    snprintf(figure.text, sizeof figure.text, "-");
  } else if (unit == SL_UNIT_SHARE) {
    snprintf(figure.text, sizeof figure.text, "%.3g%%", 100.0 * value);
  } else if (unit == SL_UNIT_MONEY && (value >= 1000.0 || value == round(value))) {
    snprintf(figure.text, sizeof figure.text, "%.8s%.20s", page->symbol,
             sl_format_count(round(value)).text);
  } else if (unit == SL_UNIT_MONEY) {
    snprintf(figure.text, sizeof figure.text, "%.8s%.2f", page->symbol, value);
  } else if (value >= 1000.0) {
    return sl_format_count(round(value));
  } else {
    snprintf(figure.text, sizeof figure.text, "%.3g", value);
  }
  return figure;
}

/* As many decimals as the error carries. */
static sl_figure_t estimated(const page_t *page, sl_target_unit_t unit, sl_estimate_t estimate)
{
  const double small = 10.0; /* below it a number is told like a ratio */
  switch (unit) {
  case SL_UNIT_SHARE:
    return sl_format_ratio(estimate);
  case SL_UNIT_MONEY:
    return sl_format_amount(page->symbol, estimate);
  case SL_UNIT_NUMBER:
    break;
  }
  return estimate.value < small ? sl_format_multiple(estimate) : sl_format_persons(estimate);
}

static void label_of(const page_t *page, const sl_target_t *target, char *text, size_t size)
{
  const sl_figure_t amount = plain(page, SL_UNIT_MONEY, target->amount);
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
             plain(page, SL_UNIT_MONEY, 2.0 * target->amount).text, money);
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
  case SL_EVENTS_PER_1000:
  case SL_COST_PER_EVENT:
    snprintf(text, size, "%.60s", target->at);
    break;
  case SL_EXCESS_OF:
    snprintf(text, size, "%.200s", target->at);
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

/* ---- tables ---- */

typedef struct section {
  const char *title;
  sl_quantity_t first, last;
} section_t;

static const section_t sections[] = {
    {"Continuance of a member-year", SL_SHARE_ABOVE, SL_RATIO_OF_DOUBLE},
    {"Spending and its concentration", SL_MEAN, SL_SHARE_OF_LOWER_HALF},
    {"Ages and sexes", SL_AGE_RATIO, SL_AGE_RATIO},
    {"Claims in 1,000 member-years", SL_EVENTS_PER_1000, SL_EVENTS_PER_1000},
    {"Allowed amount of a claim", SL_COST_PER_EVENT, SL_COST_PER_EVENT},
    {"Share of the dollars above an amount by dearest condition", SL_EXCESS_OF, SL_EXCESS_OF},
    {"The next year", SL_TOP_STAYS, SL_CORRELATION_CAPPED},
};

static void put_head(const page_t *page)
{
  sl_put_left(page->out, "", LABEL_WIDTH);
  sl_put_right(page->out, "simulated", FIGURE_WIDTH);
  sl_put_right(page->out, "published", TARGET_WIDTH);
  sl_put_right(page->out, "range", RANGE_WIDTH);
  putc('\n', page->out);
}

static void put_row(const page_t *page, size_t i)
{
  const sl_target_t *target = &page->targets->list[i];
  const sl_target_unit_t unit = sl_quantities[target->quantity].unit;
  const sl_estimate_t figure = page->validated->figure[i];
  char label[256], range[2 * SL_FIGURE_SIZE] = "";
  label_of(page, target, label, sizeof label);
  if (!isnan(target->low)) {
    snprintf(range, sizeof range, "%.30s-%.30s", plain(page, unit, target->low).text,
             plain(page, unit, target->high).text);
  }
  sl_put_left(page->out, label, LABEL_WIDTH);
  sl_put_right(page->out, estimated(page, unit, figure).text, FIGURE_WIDTH);
  sl_put_right(page->out, plain(page, unit, target->target).text, TARGET_WIDTH);
  sl_put_right(page->out, range, RANGE_WIDTH);
  fputs(sl_validated_is_met(target, figure.value) ? "" : " *", page->out);
  putc('\n', page->out);
}

static void put_section(const page_t *page, const section_t *section, bool fitted)
{
  bool begun = false;
  for (size_t i = 0; i < page->targets->n; i++) {
    const sl_target_t *target = &page->targets->list[i];
    if (target->fitted == fitted && target->quantity >= section->first &&
        target->quantity <= section->last) {
      if (!begun) {
        fprintf(page->out, "\n%s\n", section->title);
        begun = true;
      }
      put_row(page, i);
    }
  }
}

static size_t count(const page_t *page, bool fitted, bool aimed, bool met)
{
  size_t n = 0;
  for (size_t i = 0; i < page->targets->n; i++) {
    const sl_target_t *target = &page->targets->list[i];
    n += target->fitted == fitted && (!aimed || !isnan(target->low)) &&
         (!met || sl_validated_is_met(target, page->validated->figure[i].value));
  }
  return n;
}

static void put_part(const page_t *page, bool fitted, const char *title)
{
  if (count(page, fitted, false, false) > 0) {
    fprintf(page->out, "\n%s\n", title);
    sl_put_rule(page->out, '-', sl_text_width(title));
    put_head(page);
    for (size_t s = 0; s < sizeof sections / sizeof sections[0]; s++) {
      put_section(page, &sections[s], fitted);
    }
  }
}

static void put_verdict(const page_t *page)
{
  const size_t aimed = count(page, true, true, false) + count(page, false, true, false);
  const size_t met = count(page, true, true, true) + count(page, false, true, true);
  char text[TEXT_SIZE];
  if (met == aimed) {
    snprintf(text, sizeof text, "All %zu figures that have a range lie within it.", aimed);
  } else {
    snprintf(text, sizeof text,
             "%zu of %zu figures that have a range lie within it; * marks the others.", met, aimed);
  }
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_page(const page_t *page, const sl_validate_facts_t *facts)
{
  char text[TEXT_SIZE];
  sl_put_paragraph(page->out, 0, 0, facts->title);
  sl_put_rule(page->out, '=', sl_text_width(facts->title));
  snprintf(text, sizeof text,
           "Basis %.100s, as a scenario that names it gets it. %.20s simulated member-years of "
           "%.200s; seed %llu. \xc2\xb1 is one standard error.",
           facts->basis, sl_format_count(page->validated->person_years).text, facts->population,
           facts->seed);
  sl_put_paragraph(page->out, 0, 0, text);
  put_part(page, true, "What the basis was fitted to");
  put_part(page, false, "What it was not fitted to");
  put_verdict(page);
}

int sl_validate_text(const sl_validate_facts_t *facts, const sl_targets_t *targets,
                     const sl_validated_t *validated, const sl_paper_t *paper, char **text,
                     sl_error_t *error)
{
  const sl_figure_t symbol = sl_currency_symbol(facts->currency);
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  const page_t page = {open_memstream(&composed, &size), targets, validated, symbol.text};
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  put_page(&page, facts);
  const int failed = ferror(page.out);
  const int code = fclose(page.out) != 0 || failed
                       ? sl_fail(error, SL_ERR_MEMORY, "no memory for the page")
                       : sl_typeset(composed, paper, text, error);
  free(composed);
  return code;
}

/* ---- JSON ---- */

static json_t *figure_of(const sl_target_t *target, sl_estimate_t figure)
{
  const sl_json_member_t members[] = {
      {"quantity", json_string(sl_quantities[target->quantity].name)},
      {"at", json_string(target->at)},
      {"simulated", sl_json_estimate(figure)},
      {"target", sl_json_number(target->target)},
      {"low", sl_json_number(target->low)},
      {"high", sl_json_number(target->high)},
      {"inside", json_boolean(sl_validated_is_met(target, figure.value))},
      {"fitted", json_boolean(target->fitted)},
      {"source", json_string(target->source)},
  };
  return sl_json_object(members, sizeof members / sizeof members[0]);
}

int sl_validate_json(const sl_validate_facts_t *facts, const sl_targets_t *targets,
                     const sl_validated_t *validated, char **text, sl_error_t *error)
{
  json_t *figures = json_array();
  for (size_t i = 0; i < targets->n; i++) {
    figures = sl_json_and(figures, figure_of(&targets->list[i], validated->figure[i]));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"basis", json_string(facts->basis)},
      {"population", json_string(facts->population)},
      {"currency", json_string(facts->currency)},
      {"member_years", sl_json_number(validated->person_years)},
      {"seed", sl_json_seed(facts->seed)},
      {"figures", figures},
  };
  json_t *root = sl_json_object(members, sizeof members / sizeof members[0]);
  *text = sl_json_text(root, JSON_INDENT(2), "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON");
}
