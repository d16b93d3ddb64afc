/* Taxes on what a plan pays for: premium taxes, sales taxes on premiums and on administration.
 *
 *   tax_j = rate_j x sum over its bases b of (amount_b + [compounds] taxes before it on b)
 * Taxes are charged in the order listed. One that compounds is charged on the part of earlier taxes
 * that fell on a base of its own, not on their parts on other bases.
 *
 * Source: models/MODEL.md, "Cost"; the forms are those of Canadian retail sales tax (on premium)
 * and harmonised sales tax (on administration fees). Checked by tests/unit/test_taxes.c.
 */
#ifndef SL_MODELS_FUNDING_TAXES_H
#define SL_MODELS_FUNDING_TAXES_H

#include <stdbool.h>
#include <stddef.h>

/* What a tax is charged on. */
enum sl_tax_base {
  SL_TAX_ON_PREMIUM = 1 << 0,     /* every premium, and the fees that are taxed as one */
  SL_TAX_ON_PAID_CLAIMS = 1 << 1, /* plan paid of self-funded services, before stop-loss; of an
                                     insured kind, all plan paid */
  SL_TAX_ON_FEES = 1 << 2         /* administration fee: all other fees, rebates included */
};
#define SL_TAX_BASES 3

typedef struct sl_tax {
  char *name;
  double rate;
  unsigned on;    /* of enum sl_tax_base */
  bool compounds; /* the taxes before it that share a base are part of its base */
} sl_tax_t;

/* All taxes on the given amounts: premiums, plan paid, fees. n = 0: 0. Cost: O(n). */
double sl_taxes_at(const sl_tax_t *taxes, size_t n, double premiums, double paid_claims,
                   double fees);

#endif
