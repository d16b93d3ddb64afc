/* Credibility: Hachemeister's claims as R's actuar::cm has them, by hand, and the boundaries. */
#include "models/fit/credibility_fit.h"
#include "tests/support/harness.h"

/* C. A. Hachemeister (1975): private passenger bodily injury, average claim amounts of five states
 * in twelve quarters, and numbers of claims; as in R's actuar (data hachemeister). */
static const double ratio[5 * 12] = {
    1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517, /**/
    1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471, /**/
    1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059, /**/
    1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306, /**/
    1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690};
static const double weight[5 * 12] = {
    7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077, /**/
    1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861, /**/
    1147, 1357, 1329, 1204, 998,  1077, 1277, 1218, 896,  1003, 1108, 1121, /**/
    407,  396,  348,  341,  315,  328,  352,  331,  287,  384,  321,  342,  /**/
    2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425};

/* actuar 3.3-2: cm(~state, hachemeister, ratios = ratio.1:ratio.12, weights = weight.1:weight.12),
 * and the same with method = "iterative". */
static void as_actuar_has_it(void)
{
  static const struct {
    sl_between_t how;
    double between, credibility[5], premium[5];
  } wants[2] = {{SL_BETWEEN_UNBIASED,
                 89638.7262328,
                 {0.984740401933, 0.927635217975, 0.898475355207, 0.727909209401, 0.958791149399},
                 {2055.16535006, 1523.70627801, 1793.44360368, 1442.96654902, 1603.28540446}},
                {SL_BETWEEN_ITERATIVE,
                 64366.5071592,
                 {0.978875590833, 0.902006874231, 0.864033579471, 0.657651630683, 0.943525074725},
                 {2053.06255348, 1528.63464793, 1789.94176815, 1467.97725575, 1604.85862321}}};
  for (size_t k = 0; k < 2; k++) {
    sl_credibility_group_t groups[5];
    sl_credibility_fit_t fit;
    CU_ASSERT_EQUAL_FATAL(
        sl_fit_credibility(ratio, weight, 5, 12, wants[k].how, groups, &fit, NULL), SL_OK);
    CU_ASSERT_EQUAL(fit.status, SL_FIT_CONVERGED);
    SL_ASSERT_CLOSE(fit.within, 139120025.9252855, 1e-11);
    SL_ASSERT_CLOSE(fit.between, wants[k].between, k == 0 ? 1e-11 : 1e-8);
    for (size_t i = 0; i < 5; i++) {
      SL_ASSERT_CLOSE(groups[i].credibility, wants[k].credibility[i], k == 0 ? 1e-11 : 1e-8);
      SL_ASSERT_CLOSE(groups[i].premium, wants[k].premium[i], k == 0 ? 1e-11 : 1e-8);
    }
    if (k == 0) {
      SL_ASSERT_CLOSE(fit.collective, 1683.71343705, 1e-11);
      SL_ASSERT_CLOSE(groups[0].mean, 2060.92139184, 1e-11);
      CU_ASSERT_EQUAL(groups[4].weight, 36110.0);
    }
  }
}

/* Two groups of two periods, weights 1: means 2 and 6, within
 * (1 + 1 + 1 + 1) / 2 = 2; between 4 / (16 - 8) (2 x 4 + 2 x 4 - 2) = 7; Z = 2 / (2 + 2 / 7) =
 * 7/8; collective 4, premiums 2.25 and 5.75; mean squared error 7/8 (1 + (1/8) / (7/4)) = 15/16. */
static void by_hand(void)
{
  const double x[4] = {1, 3, 5, 7}, w[4] = {1, 1, 1, 1};
  sl_credibility_group_t groups[2];
  sl_credibility_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_credibility(x, w, 2, 2, SL_BETWEEN_UNBIASED, groups, &fit, NULL),
                        SL_OK);
  SL_ASSERT_CLOSE(fit.within, 2.0, 1e-15);
  SL_ASSERT_CLOSE(fit.between, 7.0, 1e-15);
  SL_ASSERT_CLOSE(groups[0].credibility, 0.875, 1e-15);
  SL_ASSERT_CLOSE(groups[0].premium, 2.25, 1e-15);
  SL_ASSERT_CLOSE(groups[1].premium, 5.75, 1e-15);
  SL_ASSERT_CLOSE(groups[1].standard_error, sqrt(15.0 / 16.0), 1e-15);
  const sl_credibility_group_t one = sl_credibility_premium(2.0, 2.0, 4.0, 2.0, 7.0);
  SL_ASSERT_CLOSE(one.credibility, 0.875, 1e-15);
  SL_ASSERT_CLOSE(one.premium, 2.25, 1e-15);
  SL_ASSERT_CLOSE(one.standard_error, sqrt(7.0 / 8.0), 1e-15);
  CU_ASSERT_EQUAL(sl_credibility_premium(2.0, 2.0, 4.0, 2.0, 0.0).premium, 4.0);
}

/* A period, and a group, without experience count for nothing. */
static void what_is_missing(void)
{
  const double x[9] = {1, 3, NAN, 5, 7, 100, NAN, NAN, NAN}, w[9] = {1, 1, 0, 1, 1, 0, 0, 0, 0};
  sl_credibility_group_t groups[3];
  sl_credibility_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(sl_fit_credibility(x, w, 3, 3, SL_BETWEEN_UNBIASED, groups, &fit, NULL),
                        SL_OK);
  SL_ASSERT_CLOSE(fit.between, 7.0, 1e-15);
  SL_ASSERT_CLOSE(groups[1].premium, 5.75, 1e-15);
  CU_ASSERT_EQUAL(groups[2].credibility, 0.0);
  SL_ASSERT_CLOSE(groups[2].premium, 4.0, 1e-15);
}

static void the_boundary_and_what_is_refused(void)
{
  const double alike[4] = {1, 7, 2, 5}, w[4] = {1, 1, 1, 1}, bad[4] = {1, -1, 1, 1};
  sl_credibility_group_t groups[2];
  sl_credibility_fit_t fit;
  for (int how = SL_BETWEEN_UNBIASED; how <= SL_BETWEEN_ITERATIVE; how++) {
    CU_ASSERT_EQUAL_FATAL(sl_fit_credibility(alike, w, 2, 2, (sl_between_t)how, groups, &fit, NULL),
                          SL_OK);
    CU_ASSERT_EQUAL(fit.status, SL_FIT_BOUNDARY);
    CU_ASSERT_EQUAL(fit.between, 0.0);
    CU_ASSERT_EQUAL(groups[0].premium, 3.75);
    CU_ASSERT(isnan(groups[0].standard_error));
  }
  CU_ASSERT_EQUAL(sl_fit_credibility(alike, w, 1, 4, SL_BETWEEN_UNBIASED, groups, &fit, NULL),
                  SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_credibility(alike, w, 2, 1, SL_BETWEEN_UNBIASED, groups, &fit, NULL),
                  SL_ERR_INPUT);
  CU_ASSERT_EQUAL(sl_fit_credibility(alike, bad, 2, 2, SL_BETWEEN_UNBIASED, groups, &fit, NULL),
                  SL_ERR_INPUT);
}

/* Longley-Cook's 1,082 claims: 90% within 5%, Poisson, claims all alike; with a CV of 2 five times
 * as many. (1.6448536 / 0.05)^2 = 1082.2174. */
static void full_credibility(void)
{
  SL_ASSERT_CLOSE(sl_full_credibility_claims(0.90, 0.05, 1.0, 0.0), 1082.2174, 1e-7);
  SL_ASSERT_CLOSE(sl_full_credibility_claims(0.90, 0.05, 1.0, 2.0), 5.0 * 1082.2174, 1e-7);
  SL_ASSERT_CLOSE(sl_full_credibility_claims(0.95, 0.10, 2.0, 0.0), 2.0 * 384.14588, 1e-7);
}

SL_SUITE(fit_credibility, "unit/fit_credibility", {"as actuar has it", as_actuar_has_it},
         {"by hand", by_hand}, {"what is missing", what_is_missing},
         {"the boundary and what is refused", the_boundary_and_what_is_refused},
         {"full credibility", full_credibility});
