/* Experience-rated premiums, built up by hand. */
#include "models/funding/credibility.h"
#include "tests/support/harness.h"

/* Square-root rule: 250 of 1,000 is one half; full at 1,000 and above; none without experience. The
 * textbook's standard, 1,082 claims for 90% within 5% ((1.645 / 0.05)^2 = 1,082.41): a quarter of
 * it is half credible. */
static void partial_credibility(void)
{
  CU_ASSERT_EQUAL(sl_credibility(250.0, 1000.0), 0.5);
  CU_ASSERT_EQUAL(sl_credibility(1000.0, 1000.0), 1.0);
  CU_ASSERT_EQUAL(sl_credibility(4000.0, 1000.0), 1.0);
  CU_ASSERT_EQUAL(sl_credibility(0.0, 1000.0), 0.0);
  SL_ASSERT_CLOSE(sl_credibility(1082.41 / 4.0, (1.645 / 0.05) * (1.645 / 0.05)), 0.5, 1e-15);
}

/* 900,000 of claims in 250 life-years, capped at 100,000: 3,600 a life-year; the plan year has 260
 * life-years, trend 8%. */
static const sl_build_up_t group = {
    .pooling_point = 100000.0,
    .manual_claims = 1100000.0,
    .experience_claims = 900000.0,
    .experience_years = 250.0,
    .experience_trend = 1.08,
    .full_credibility = 1000.0,
    .pooling_charge = 80000.0,
    .administration = 0.07,
    .commission = 0.04,
    .profit = 0.02,
    .tax = 0.02,
};

/* experience 3,600 x 260 x 1.08 = 1,010,880; Z 0.5: expected (1,010,880 + 1,100,000) / 2 =
 * 1,055,440; with the charge 1,135,440; over 1 - 0.15: 1,335,811.76... */
static void a_premium_line_by_line(void)
{
  const sl_build_up_lines_t lines = sl_build_up_premium(&group, 260.0, NAN, NAN);
  const double premium = 1135440.0 / 0.85;
  CU_ASSERT_EQUAL(lines.manual_claims, 1100000.0);
  SL_ASSERT_CLOSE(lines.experience_claims, 1010880.0, 1e-15);
  CU_ASSERT_EQUAL(lines.credibility, 0.5);
  SL_ASSERT_CLOSE(lines.expected_claims, 1055440.0, 1e-15);
  CU_ASSERT_EQUAL(lines.pooling_charge, 80000.0);
  SL_ASSERT_CLOSE(lines.premium, premium, 1e-15);
  SL_ASSERT_CLOSE(lines.administration, 0.07 * premium, 1e-15);
  SL_ASSERT_CLOSE(lines.commission, 0.04 * premium, 1e-15);
  SL_ASSERT_CLOSE(lines.profit, 0.02 * premium, 1e-15);
  SL_ASSERT_CLOSE(lines.tax, 0.02 * premium, 1e-15);
  SL_ASSERT_CLOSE(lines.expected_claims + lines.pooling_charge + lines.administration +
                      lines.commission + lines.profit + lines.tax,
                  lines.premium, 1e-15);
}

/* Manual 1,200,000 and charge 95,000 from the model: (0.5 x 1,010,880 + 0.5 x 1,200,000 + 95,000) /
 * 0.85 = 1,200,440 / 0.85 */
static void the_model_fills_what_is_not_given(void)
{
  sl_build_up_t build_up = group;
  build_up.manual_claims = NAN;
  build_up.pooling_charge = NAN;
  const sl_build_up_lines_t lines = sl_build_up_premium(&build_up, 260.0, 1200000.0, 95000.0);
  CU_ASSERT_EQUAL(lines.manual_claims, 1200000.0);
  CU_ASSERT_EQUAL(lines.pooling_charge, 95000.0);
  SL_ASSERT_CLOSE(lines.premium, 1200440.0 / 0.85, 1e-15);
}

/* Z 0: manual alone, (1,100,000 + 80,000) / 0.85; Z 1 (4,000 life-years): experience alone,
 * 900,000 / 4,000 x 260 x 1.08 = 63,180, and (63,180 + 80,000) / 0.85 */
static void without_experience_and_with_full_credibility(void)
{
  sl_build_up_t build_up = group;
  build_up.experience_years = 0.0;
  build_up.experience_claims = 0.0;
  sl_build_up_lines_t lines = sl_build_up_premium(&build_up, 260.0, NAN, NAN);
  CU_ASSERT_EQUAL(lines.credibility, 0.0);
  SL_ASSERT_CLOSE(lines.premium, 1180000.0 / 0.85, 1e-15);
  build_up = group;
  build_up.experience_years = 4000.0;
  lines = sl_build_up_premium(&build_up, 260.0, NAN, NAN);
  CU_ASSERT_EQUAL(lines.credibility, 1.0);
  SL_ASSERT_CLOSE(lines.premium, 143180.0 / 0.85, 1e-15);
}

SL_SUITE(credibility, "unit/credibility", {"partial credibility", partial_credibility},
         {"a premium line by line", a_premium_line_by_line},
         {"the model fills what is not given", the_model_fills_what_is_not_given},
         {"without experience and with full credibility",
          without_experience_and_with_full_credibility});
