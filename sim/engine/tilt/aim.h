/* What a tilted law aims at: dear years by many claims, or by one.
 *
 *   many claims   a claim that brings v is exp(theta v) times as likely (by its exposure and
 * amount): roughly exp(theta x cost) a year. one claim     a claim that brings v is 1 + kappa
 * phi(v) times as likely, phi(v) = E max(R + v - t, 0) - E max(R - t, 0) - v P(R > t), R the cost
 * of a plain year, t a dear one: how much further above t one such claim alone takes a year than a
 * small part of it times as often would. That is next to nothing for the many small claims and
 * nearly v - t for one far above. kappa makes sum over all claims of kappa phi equal 1: one dear
 * claim a year comes on top of those that come anyway, chosen among the rare conditions by what
 * they add. The first finds years of high frailty and many claims, the second those of a rare
 * condition or of a person whom no cover holds, which the first would reach by making all else dear
 * too.
 */
#ifndef SL_SIM_ENGINE_TILT_AIM_H
#define SL_SIM_ENGINE_TILT_AIM_H

#include <stdbool.h>
#include <stddef.h>

#define SL_TILT_RESTS 64

typedef struct sl_tilt_aim {
  size_t arrangement;
  bool one_claim;
  double theta; /* many claims: per unit of currency, > 0 */
  /* one claim: */
  double rest[SL_TILT_RESTS]; /* R, equally likely */
  double from, above;         /* t; P(R > t) */
  double kappa;               /* set when the law is compiled */
} sl_tilt_aim_t;

sl_tilt_aim_t sl_tilt_aim_at_many(size_t arrangement, double theta);

/* ascending[n]: costs of plain years, n >= 1; t = their quantile at `level`. */
sl_tilt_aim_t sl_tilt_aim_at_one(size_t arrangement, const double *ascending, size_t n,
                                 double level);

/* phi >= 0; 0 for v <= 0. */
double sl_tilt_aim_addition(const sl_tilt_aim_t *aim, double value);

/* log of how many times as likely a claim of this value is to be; at most 4 of many, 30 of one. */
double sl_tilt_aim_height(const sl_tilt_aim_t *aim, double value);

#endif
