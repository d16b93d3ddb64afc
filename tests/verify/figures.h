/* Scenarios whose claims are constants: figures to the cent, from arithmetic done by hand. */
#ifndef SL_TESTS_VERIFY_FIGURES_H
#define SL_TESTS_VERIFY_FIGURES_H

#include <stddef.h>

typedef struct sl_figure {
  const char *arrangement; /* NULL for a variable of the trial */
  const char *name;        /* a result variable of a trial, or a price: budget, ... */
  double expected;         /* in every trial */
} sl_figure_t;

typedef struct sl_month_figure {
  const char *arrangement; /* NULL for a variable of the plan */
  const char *name;        /* a result variable by month: ibnr_mean, month_net_mean, ... */
  unsigned month;          /* 1 = the first of the plan year */
  double expected;
} sl_month_figure_t;

/* Simulate tests/verify/hand/FILE and assert every figure to 1e-9 of its value. */
void sl_check_figures(const char *file, const sl_figure_t *figures, size_t n);
void sl_check_month_figures(const char *file, const sl_month_figure_t *figures, size_t n);

/* Define a test function of one file: its figures follow as initialisers. */
#define SL_FIGURES(function, file, ...)                                                            \
  static void function(void)                                                                       \
  {                                                                                                \
    static const sl_figure_t figures[] = {__VA_ARGS__};                                            \
    sl_check_figures(file, figures, sizeof figures / sizeof figures[0]);                           \
  }

#define SL_MONTH_FIGURES(function, file, ...)                                                      \
  static void function(void)                                                                       \
  {                                                                                                \
    static const sl_month_figure_t figures[] = {__VA_ARGS__};                                      \
    sl_check_month_figures(file, figures, sizeof figures / sizeof figures[0]);                     \
  }

#endif
