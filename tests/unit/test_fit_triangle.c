/* Lag triangles: Mack's published example, rules and young months by hand. */
#include "models/fit/triangle.h"
#include "tests/support/harness.h"

#define N NAN

/* G. C. Taylor, F. R. Ashe (1983), J. Econometrics 23, 37-61, as in Mack (1993), table 1. */
static const double taylor_ashe[10 * 10] = {
    357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463, /**/
    352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085, N,       /**/
    290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315, N,       N,       /**/
    310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268, N,       N,       N,       /**/
    443160, 1136350, 2128333, 2897821, 3402672, 3873311, N,       N,       N,       N,       /**/
    396132, 1333217, 2180715, 2985752, 3691712, N,       N,       N,       N,       N,       /**/
    440832, 1288463, 2419861, 3483130, N,       N,       N,       N,       N,       N,       /**/
    359480, 1421128, 2864498, N,       N,       N,       N,       N,       N,       N,       /**/
    376686, 1363294, N,       N,       N,       N,       N,       N,       N,       N,       /**/
    344014, N,       N,       N,       N,       N,       N,       N,       N,       N};
static const sl_triangle_t triangle = {taylor_ashe, 10, 10};
static const sl_link_rule_t all_rows = {.tail = 1.0};

/* Mack (1993), tables 2 and 3: reserves and their standard errors, in thousands with rounding. */
static void macks_example(void)
{
  static const double reserve[10] = {0,       94634,   469511,  709638,  984889,
                                     1419459, 2177641, 3920301, 4278972, 4625811};
  static const double error[10] = {0,      75535,  121699, 133549, 261406,
                                   411010, 558317, 875328, 971258, 1363155};
  static const double factor[9] = {3.4906, 1.7473, 1.4574, 1.1739, 1.1038,
                                   1.0863, 1.0539, 1.0766, 1.0177};
  sl_links_t links;
  sl_completed_t rows[10], total;
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&triangle, &all_rows, &links, NULL), SL_OK);
  sl_triangle_complete(&triangle, &links, NULL, rows, &total);
  for (size_t j = 0; j < 9; j++) {
    SL_ASSERT_Z(links.factor[j], factor[j], 5e-5, 1.0);
  }
  for (size_t i = 0; i < 10; i++) {
    SL_ASSERT_Z(rows[i].reserve, reserve[i], 0.5, 1.01);
    SL_ASSERT_Z(rows[i].standard_error, error[i], 0.5, 1.01);
  }
  SL_ASSERT_Z(total.reserve, 18680856.0, 0.5, 1.01);
  SL_ASSERT_Z(total.standard_error, 2447095.0, 0.5, 1.01);
  SL_ASSERT_CLOSE(links.completion[9], 1.0, 1e-15);
  SL_ASSERT_CLOSE(links.completion[0] * rows[9].ultimate, 344014.0, 1e-14);
}

/* The last three rows that know lags 0 and 1: (1363294 + 1421128 + 1288463) / (376686 + 359480 +
 * 440832). Without the highest ratio (4.5680, row 4) and the lowest (2.5642, row 5): the sums of
 * the other seven. */
static void rules(void)
{
  sl_links_t links;
  sl_link_rule_t rule = {.last = 3, .tail = 1.05};
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&triangle, &rule, &links, NULL), SL_OK);
  SL_ASSERT_CLOSE(links.factor[0], 4072885.0 / 1176998.0, 1e-15);
  CU_ASSERT_EQUAL(links.rows[0], 3);
  CU_ASSERT_EQUAL(links.rows[8], 1);
  SL_ASSERT_CLOSE(links.completion[9], 1.0 / 1.05, 1e-15);
  rule = (sl_link_rule_t){.without_extremes = true, .tail = 1.0};
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&triangle, &rule, &links, NULL), SL_OK);
  const double before = 3327371.0 - 310608.0 - 443160.0, after = 11614543.0 - 1418858.0 - 1136350.0;
  SL_ASSERT_CLOSE(links.factor[0], after / before, 1e-15);
  CU_ASSERT_EQUAL(links.rows[0], 7);
  CU_ASSERT_EQUAL(links.rows[6], 3); /* three rows are too few to leave two out */
}

/* A row that never developed otherwise than f = 2, 1.5: no error, and the whole future. */
static void by_hand(void)
{
  static const double even[9] = {100, 200, 300, 50, 100, N, 80, N, N};
  const sl_triangle_t t = {even, 3, 3};
  sl_links_t links;
  sl_completed_t rows[3], total;
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&t, &all_rows, &links, NULL), SL_OK);
  sl_triangle_complete(&t, &links, NULL, rows, &total);
  SL_ASSERT_CLOSE(rows[2].ultimate, 240.0, 1e-15);
  CU_ASSERT_EQUAL(total.standard_error, 0.0);
  /* expected 300 of the youngest: paid 80 of which 1/3 was due, 80 + 200 */
  const double b[3] = {NAN, NAN, 300.0}, b_error[3] = {0.0, 0.0, 30.0};
  const sl_expected_t expected = {.young = 2, .ultimate = b, .error = b_error};
  sl_triangle_complete(&t, &links, &expected, rows, &total);
  CU_ASSERT(rows[2].by_expectation && !rows[1].by_expectation);
  SL_ASSERT_CLOSE(rows[2].ultimate, 280.0, 1e-15);
  SL_ASSERT_CLOSE(rows[2].standard_error, 20.0, 1e-14);
  SL_ASSERT_CLOSE(rows[1].ultimate, 150.0, 1e-15);
  SL_ASSERT_CLOSE(total.reserve, 250.0, 1e-15);
  SL_ASSERT_CLOSE(total.standard_error, 20.0, 1e-14);
}

/* A month of which nothing was paid at first is a month all the same: (200 + 60) / (100 + 0). */
static void a_month_without_payments(void)
{
  static const double late[6] = {100, 200, 0, 60, 10, N};
  const sl_triangle_t t = {late, 3, 2};
  sl_links_t links;
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&t, &all_rows, &links, NULL), SL_OK);
  SL_ASSERT_CLOSE(links.factor[0], 2.6, 1e-15);
  CU_ASSERT_EQUAL(links.rows[0], 2);
}

/* A tail of 1.1 with its own error 0.02 and no chance adds U (0.02 / 1.1) to each row, together. */
static void the_tails_error(void)
{
  static const double even[9] = {100, 200, 300, 50, 100, N, 80, N, N};
  const sl_triangle_t t = {even, 3, 3};
  const sl_link_rule_t rule = {.tail = 1.1, .tail_error = 0.02};
  sl_links_t links;
  sl_completed_t rows[3], total;
  CU_ASSERT_EQUAL_FATAL(sl_triangle_links(&t, &rule, &links, NULL), SL_OK);
  sl_triangle_complete(&t, &links, NULL, rows, &total);
  SL_ASSERT_CLOSE(rows[0].standard_error, 300.0 * 0.02, 1e-14);
  SL_ASSERT_CLOSE(total.standard_error, 690.0 * 0.02, 1e-14);
  /* 1 + 2^-j for j = 1, 2, 3 goes on with j = 4: prod (1 + 2^-j) over j >= 4 = 2.384231029 / (1.5 x
     1.25 x 1.125) (the infinite product, OEIS A079555) */
  const double falling[3] = {1.5, 1.25, 1.125}, rising[3] = {1.1, 1.2, 1.3};
  SL_ASSERT_CLOSE(sl_triangle_tail(falling, 3, 0), 2.384231029031371 / 2.109375, 1e-11);
  CU_ASSERT_EQUAL(sl_triangle_tail(rising, 3, 0), 1.0);
  CU_ASSERT_EQUAL(sl_triangle_tail(falling, 3, 1), 1.0);
}

static void what_is_refused(void)
{
  static const double hole[4] = {1, 2, N, 3}, below[4] = {1, -2, 1, N}, empty[4] = {0, 0, 0, N};
  sl_links_t links;
  const sl_triangle_t bad[3] = {{hole, 2, 2}, {below, 2, 2}, {empty, 2, 2}};
  for (size_t i = 0; i < 3; i++) {
    CU_ASSERT_EQUAL(sl_triangle_links(&bad[i], &all_rows, &links, NULL), SL_ERR_INPUT);
  }
  const sl_link_rule_t short_tail = {.tail = 0.9};
  CU_ASSERT_EQUAL(sl_triangle_links(&triangle, &short_tail, &links, NULL), SL_ERR_INPUT);
}

SL_SUITE(fit_triangle, "unit/fit_triangle", {"Mack's example", macks_example}, {"rules", rules},
         {"by hand", by_hand}, {"a month without payments", a_month_without_payments},
         {"the tail's error", the_tails_error}, {"what is refused", what_is_refused});
