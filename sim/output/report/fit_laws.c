#include "sim/output/report/fit_laws.h"

#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <string.h>

#define NAME_WIDTH 35
#define NUMBER_WIDTH 13
#define DISTANCE_WIDTH 9
#define INDENT 2
#define ESTIMATES_INDENT 6
#define TEXT_SIZE 700

/* "lognormal, tail above $12,345". */
static void law_name(const sl_law_t *law, const char *symbol, char *text, size_t size)
{
  snprintf(text, size, "%s%s%s%s", law->family, law->zeros ? ", own zeros" : "",
           law->spliced ? ", tail above " : "",
           law->spliced ? sl_format_exact(symbol, round(law->at)).text : "");
}

/* "shape 1.234 ± 0.056", the errors of like claims of a person behind a slash. */
static void write_parameter(const sl_law_parameter_t *p, char *text, size_t size)
{
  if (isnan(p->told.standard_error)) {
    snprintf(text, size, "%s %.6g", p->name, p->value);
  } else if (isnan(p->by_person)) {
    snprintf(text, size, "%s %.6g \xc2\xb1 %.3g", p->name, p->value, p->told.standard_error);
  } else {
    snprintf(text, size, "%s %.6g \xc2\xb1 %.3g (%.3g)", p->name, p->value, p->told.standard_error,
             p->by_person);
  }
}

static void put_estimates(const sl_fit_page_t *page, const sl_law_t *law)
{
  char text[TEXT_SIZE] = "";
  size_t length = 0;
  for (size_t k = 0; k < law->n_parameters; k++) {
    char one[96];
    write_parameter(&law->parameter[k], one, sizeof one);
    const int more = snprintf(text + length, sizeof text - length, "%s%s", k > 0 ? "; " : "", one);
    length += more > 0 && (size_t)more < sizeof text - length ? (size_t)more : 0;
  }
  sl_fit_say(page, ESTIMATES_INDENT, "%s%s%s", text, law->status == SL_FIT_CONVERGED ? "" : " - ",
             law->status == SL_FIT_CONVERGED ? "" : sl_fit_status_name(law->status));
}

static void put_number(const sl_fit_page_t *page, int decimals, double value, size_t width)
{
  char text[SL_FIGURE_SIZE];
  snprintf(text, sizeof text, "%.*f", decimals, value);
  sl_put_right(page->out, isfinite(value) ? text : "-", width);
}

static void put_law(const sl_fit_page_t *page, const sl_law_t *law, bool chosen)
{
  char name[SL_FIGURE_SIZE + 64], text[SL_FIGURE_SIZE + 80];
  law_name(law, page->symbol, name, sizeof name);
  snprintf(text, sizeof text, "  %s %s", chosen ? "*" : " ", name);
  sl_put_left(page->out, text, NAME_WIDTH);
  put_number(page, 1, law->aic, NUMBER_WIDTH);
  put_number(page, 1, law->bic, NUMBER_WIDTH);
  if (law->severity.family != NULL) {
    put_number(page, 4, law->kolmogorov_smirnov, DISTANCE_WIDTH);
    put_number(page, 2, law->anderson_darling, DISTANCE_WIDTH);
  }
  putc('\n', page->out);
  put_estimates(page, law);
}

static void put_laws(const sl_fit_page_t *page, const char *title, const sl_laws_t *laws,
                     bool amounts)
{
  sl_put_left(page->out, title, NAME_WIDTH);
  sl_put_right(page->out, "AIC", NUMBER_WIDTH);
  sl_put_right(page->out, "BIC", NUMBER_WIDTH);
  if (amounts) {
    sl_put_right(page->out, "KS", DISTANCE_WIDTH);
    sl_put_right(page->out, "AD", DISTANCE_WIDTH);
  }
  putc('\n', page->out);
  for (size_t i = 0; i < laws->n; i++) {
    put_law(page, &laws->list[i], i == laws->chosen);
  }
}

/* Where the tail begins, or why there is none. */
static void put_tail(const sl_fit_page_t *page, const sl_service_fit_t *service)
{
  const double pool = page->study->terms.pool;
  if (isfinite(pool)) {
    sl_fit_say(page, INDENT, "Claims above %s are left out and come from the manual.",
               sl_format_exact(page->symbol, pool).text);
  } else if (sl_service_is_limited(page->study, service)) {
    sl_fit_say(page, INDENT,
               "%zu claims are fewer than the %d that a tail takes: nothing is said beyond the "
               "largest, %s, at which amounts of this service are limited.",
               service->n, SL_TAIL_EXCEEDANCES,
               sl_format_exact(page->symbol, round(service->largest)).text);
  } else if (service->threshold.chosen < service->n_tail) {
    const sl_tail_point_t *point = &service->tail[service->threshold.chosen];
    sl_fit_say(
        page, INDENT,
        "A generalized Pareto tail may begin at %s (%s claims above it): shape %.3f \xc2\xb1 "
        "%.2g there, %.3f to %.3f over the thresholds up to %s.",
        sl_format_exact(page->symbol, round(point->threshold)).text,
        sl_format_count(point->exceedances).text, point->shape.value, point->shape.standard_error,
        service->threshold.shape_low, service->threshold.shape_high,
        sl_format_exact(page->symbol, round(service->tail[service->threshold.highest].threshold))
            .text);
  } else {
    sl_fit_say(page, INDENT,
               "No threshold of a generalized Pareto tail is told: beyond the largest claim, %s, "
               "the chosen law only continues.",
               sl_format_exact(page->symbol, round(service->largest)).text);
  }
}

static void put_warnings(const sl_fit_page_t *page, const sl_service_fit_t *service)
{
  const sl_law_t *amounts = sl_service_severity(service);
  if (isfinite(service->cap) && service->cap > 2.0 * service->mean) {
    sl_fit_say(page, INDENT,
               "Beware: several claims are exactly %s, the largest. If they are cut off there, the "
               "tail is too light.",
               sl_format_exact(page->symbol, service->cap).text);
  }
  if (amounts == NULL) {
    sl_fit_say(page, INDENT, "No law fits the amounts: the basis has their mean, %s, for each.",
               sl_format_exact(page->symbol, service->mean).text);
  } else if (isinf(page->study->terms.pool)) {
    sl_fit_say(page, INDENT, "Mean of the chosen law %s, of the claims %s.",
               sl_format_exact(page->symbol, round(amounts->mean)).text,
               sl_format_exact(page->symbol, round(service->mean)).text);
  }
}

static void put_lag(const sl_fit_page_t *page, const sl_service_fit_t *service)
{
  const sl_law_t *lag = sl_service_lag(service);
  char text[TEXT_SIZE] = "";
  if (lag == NULL) {
    sl_fit_say(page, INDENT, "Its lag in the basis is the usual one of its line: %s.",
               sl_line_names[service->line]);
    return;
  }
  for (size_t k = 0; k < lag->n_parameters; k++) {
    char one[96];
    write_parameter(&lag->parameter[k], one, sizeof one);
    const size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "; %s", one);
  }
  sl_fit_say(page, INDENT, "Paid %.1f days after it was incurred on average: %s%s.", lag->mean,
             lag->family, text);
}

static void put_service(const sl_fit_page_t *page, const sl_service_fit_t *service)
{
  putc('\n', page->out);
  if (service->n == 0) {
    sl_fit_say(page, 0, "%s: all its claims are left out.", service->name);
    return;
  }
  sl_fit_say(page, 0, "%s (%s): %s claims, %.4g a member-year; mean %s, largest %s.", service->name,
             sl_line_names[service->line], sl_format_count((double)service->n).text,
             (double)service->n / service->member_years,
             sl_format_exact(page->symbol, service->mean).text,
             sl_format_exact(page->symbol, round(service->largest)).text);
  put_laws(page, "  claims a member-year", &service->frequency, false);
  put_laws(page, "  amount of a claim", &service->severity, true);
  put_tail(page, service);
  put_lag(page, service);
  put_warnings(page, service);
}

void sl_fit_page_services(const sl_fit_page_t *page)
{
  sl_fit_say(
      page, INDENT,
      "* is in the basis: the lowest BIC that converged, may be used, and has a mean and a "
      "variance. After "
      "\xc2\xb1 one standard error, in brackets that which holds where claims of one "
      "person are alike. Own zeros: years without claims have a chance of their own. KS and AD: "
      "distances of Kolmogorov and Smirnov, Anderson and Darling.");
  for (size_t j = 0; j < page->study->n_services; j++) {
    put_service(page, &page->study->services[j]);
  }
}
