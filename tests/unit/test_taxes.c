/* Taxes by base, in their order, compounding or not: by hand. */
#include "models/funding/taxes.h"
#include "tests/support/harness.h"

static char name[] = "a tax";

/* 10,000 of premiums, 100,000 of paid claims, 4,000 of fees */
static double taxes(const sl_tax_t *list, size_t n)
{
  return sl_taxes_at(list, n, 10000.0, 100000.0, 4000.0);
}

static void no_taxes(void) { CU_ASSERT_EQUAL(taxes(NULL, 0), 0.0); }

/* 2% of 10,000 = 200; 2% of 100,000 = 2,000; 13% of 4,000 = 520 */
static void each_base(void)
{
  CU_ASSERT_EQUAL(taxes(&(sl_tax_t){name, 0.02, SL_TAX_ON_PREMIUM, false}, 1), 200.0);
  CU_ASSERT_EQUAL(taxes(&(sl_tax_t){name, 0.02, SL_TAX_ON_PAID_CLAIMS, false}, 1), 2000.0);
  CU_ASSERT_EQUAL(taxes(&(sl_tax_t){name, 0.13, SL_TAX_ON_FEES, false}, 1), 520.0);
}

/* 2% of (10,000 + 100,000 + 4,000) = 2,280 */
static void several_bases_of_one_tax(void)
{
  const sl_tax_t tax = {name, 0.02, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS | SL_TAX_ON_FEES,
                        false};
  SL_ASSERT_CLOSE(taxes(&tax, 1), 2280.0, 1e-15);
}

/* Ontario's way for a self-funded plan: premium tax 2% on premiums and paid claims
 *   200 + 2,000 = 2,200,
 * retail sales tax 8% on both with the premium tax in them
 *   8% of (10,200 + 102,000) = 8,976,
 * harmonised sales tax 13% on administration: 520. Together 11,696. */
static void sales_tax_on_premium_with_premium_tax_in_it(void)
{
  const sl_tax_t list[] = {
      {name, 0.02, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false},
      {name, 0.08, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, true},
      {name, 0.13, SL_TAX_ON_FEES, false},
  };
  SL_ASSERT_CLOSE(taxes(list, 3), 11696.0, 1e-15);
}

/* 2,200 + 8% of 110,000 = 8,800 + 520 = 11,520 */
static void without_compounding_the_base_stays_bare(void)
{
  const sl_tax_t list[] = {
      {name, 0.02, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false},
      {name, 0.08, SL_TAX_ON_PREMIUM | SL_TAX_ON_PAID_CLAIMS, false},
      {name, 0.13, SL_TAX_ON_FEES, false},
  };
  SL_ASSERT_CLOSE(taxes(list, 3), 11520.0, 1e-15);
}

/* 5% of 10,000 + 4,000 = 500 + 200. Then 10% on fees takes the 200 in and not the 500:
 * 10% of 4,200 = 420. Together 1,120. */
static void only_what_fell_on_a_shared_base_compounds(void)
{
  const sl_tax_t list[] = {{name, 0.05, SL_TAX_ON_PREMIUM | SL_TAX_ON_FEES, false},
                           {name, 0.10, SL_TAX_ON_FEES, true}};
  SL_ASSERT_CLOSE(taxes(list, 2), 1120.0, 1e-15);
}

/* A tax listed first has nothing before it: 8% of 10,000 + 2% of 10,000 = 1,000. Three that
 * compound on premium: 10,000 x (1.02 x 1.08 x 1.05 - 1) = 1,566.80. */
static void the_order_listed_is_the_order_charged(void)
{
  const sl_tax_t first[] = {{name, 0.08, SL_TAX_ON_PREMIUM, true},
                            {name, 0.02, SL_TAX_ON_PREMIUM, false}};
  SL_ASSERT_CLOSE(taxes(first, 2), 1000.0, 1e-15);
  const sl_tax_t chain[] = {{name, 0.02, SL_TAX_ON_PREMIUM, true},
                            {name, 0.08, SL_TAX_ON_PREMIUM, true},
                            {name, 0.05, SL_TAX_ON_PREMIUM, true}};
  SL_ASSERT_CLOSE(taxes(chain, 3), 1566.8, 1e-13);
}

/* Rebates larger than fees: 13% of -1,000 */
static void a_rebate_lowers_the_tax_on_fees(void)
{
  const sl_tax_t tax = {name, 0.13, SL_TAX_ON_FEES, false};
  SL_ASSERT_CLOSE(sl_taxes_at(&tax, 1, 0.0, 0.0, -1000.0), -130.0, 1e-15);
}

SL_SUITE(taxes, "unit/taxes", {"no taxes", no_taxes}, {"each base", each_base},
         {"several bases of one tax", several_bases_of_one_tax},
         {"sales tax on premium with premium tax in it",
          sales_tax_on_premium_with_premium_tax_in_it},
         {"without compounding the base stays bare", without_compounding_the_base_stays_bare},
         {"only what fell on a shared base compounds", only_what_fell_on_a_shared_base_compounds},
         {"the order listed is the order charged", the_order_listed_is_the_order_charged},
         {"a rebate lowers the tax on fees", a_rebate_lowers_the_tax_on_fees});
