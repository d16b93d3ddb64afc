/* The figures of a year of one option, under the names that the report gives them. */
#ifndef SL_SIM_OUTPUT_IMPORT_QUOTES_FIGURES_H
#define SL_SIM_OUTPUT_IMPORT_QUOTES_FIGURES_H

#include "sim/input/offers/offers.h"

#define SL_QUOTES_FIGURES_MAX 32

typedef struct sl_quotes_figure {
  const char *name;
  double value; /* of the year; NaN = not defined */
  bool is_share;
} sl_quotes_figure_t;

typedef struct sl_quotes_figures {
  sl_quotes_figure_t list[SL_QUOTES_FIGURES_MAX];
  size_t n;
} sl_quotes_figures_t;

/* Of a pooled option its specific premium is pooling_premium too, and taxes have their own names
 * (sales_tax for any tax on sales); of a level-funded one what comes back of the fund at the
 * expected claims. None where the option has no figures. */
void sl_quotes_figures(const sl_offers_t *offers, const sl_offered_t *offered,
                       sl_quotes_figures_t *figures);

#endif
