/* Past claims as member-years and claims: every figure worked out by hand. */
#include "sim/study/fit/experience.h"
#include "tests/support/claim_text.h"
#include "tests/support/harness.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "member,service,incurred,paid_date,allowed,paid\n"

static const char *const ids[] = {"ann", "bob", "eve"};

static int day(int year, int month, int d) { return sl_date_serial((sl_date_t){year, month, d}); }

/* Ann always, Bob from 2024-04-01, Eve half of every year. */
static sl_census_cover_t *three(void)
{
  sl_census_cover_t *covers = malloc(3 * sizeof *covers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(covers);
  covers[0] = (sl_census_cover_t){.id = ids[0], .first = INT_MIN, .last = INT_MAX, .share = 1.0};
  covers[1] =
      (sl_census_cover_t){.id = ids[1], .first = day(2024, 4, 1), .last = INT_MAX, .share = 1.0};
  covers[2] = (sl_census_cover_t){.id = ids[2], .first = INT_MIN, .last = INT_MAX, .share = 0.5};
  return covers;
}

static const char lines[] = HEAD "ann,Rx,2023-11-05,2023-11-20,10,8\n"
                                 "ann,Rx,2023-11-05,2023-12-24,15,8\n" /* the same day: 25 */
                                 "ann,office,2024-01-31,2024-02-01,100,80\n"
                                 "bob,office,2024-03-31,2024-05-01,70,50\n" /* not covered yet */
                                 "bob,office,2024-04-01,2024-05-01,80,50\n"
                                 "zoe,office,2024-04-02,2024-05-01,90,50\n" /* a stranger */
                                 "eve,office,2024-06-10,2024-06-11,0,0\n";  /* nothing */

static void claims_and_exposure_by_hand(void)
{
  sl_claims_file_t file = sl_test_claims(lines, ids, 3);
  sl_experience_t *e = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_experience_new(&file, three(), 3, &e, &error), SL_OK);
  CU_ASSERT_EQUAL(e->n_months, 8); /* 2023-11 .. 2024-06 */
  CU_ASSERT_EQUAL(e->first_day, day(2023, 11, 1));
  CU_ASSERT_EQUAL(e->last_day, day(2024, 6, 30));
  CU_ASSERT_EQUAL_FATAL(e->n_occasions, 3);
  CU_ASSERT_EQUAL(e->occasions[0].amount, 25.0);
  CU_ASSERT_EQUAL(e->occasions[0].paid_day, day(2023, 12, 24));
  CU_ASSERT_EQUAL(e->occasions[2].month, 5);
  CU_ASSERT_EQUAL(e->zero, 1);
  CU_ASSERT_EQUAL(e->outside, 1);
  CU_ASSERT_EQUAL(e->unknown, 1);
  CU_ASSERT_EQUAL(e->valued_day, day(2024, 5, 1));
  CU_ASSERT_TRUE(e->allowed);
  const double *years = e->exposure[SL_DEVELOPS_MEDICAL];
  const double autumn = 61.0 / 365.0,
               winter = 182.0 / 366.0; /* of a leap year to the end of June */
  SL_ASSERT_CLOSE(years[0], autumn, 1e-14);
  SL_ASSERT_CLOSE(years[1], winter, 1e-14);
  CU_ASSERT_EQUAL(years[2], 0.0);
  SL_ASSERT_CLOSE(years[3], 91.0 / 366.0, 1e-14);
  SL_ASSERT_CLOSE(years[5], 0.5 * winter, 1e-14);
  SL_ASSERT_CLOSE(e->member_years, 1.5 * (autumn + winter) + 91.0 / 366.0, 1e-14);
  e->share[SL_DEVELOPS_MEDICAL][7] = 0.0; /* June is left out, May half known */
  e->share[SL_DEVELOPS_MEDICAL][6] = 0.5;
  sl_experience_expose(e);
  SL_ASSERT_CLOSE(years[3], (30.0 + 0.5 * 31.0) / 366.0, 1e-14);
  SL_ASSERT_CLOSE(e->exposure[SL_DEVELOPS_PHARMACY][3], 91.0 / 366.0, 1e-14);
  sl_experience_free(e);
  sl_claims_file_free(&file);
}

static void without_a_census_claimants_are_everybody(void)
{
  sl_claims_file_t file =
      sl_test_claims("member,year,paid\na,2023,10\nb,2024,20\nb,2023,5\n", NULL, 0);
  sl_experience_t *e = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_experience_new(&file, NULL, 0, &e, &error), SL_OK);
  CU_ASSERT_TRUE(e->annual);
  CU_ASSERT_FALSE(e->allowed);
  CU_ASSERT_FALSE(e->has_census);
  CU_ASSERT_EQUAL(e->n_occasions, 3);
  CU_ASSERT_EQUAL(e->n_months, 24);
  SL_ASSERT_CLOSE(e->member_years, 4.0, 1e-14);
  CU_ASSERT_STRING_EQUAL(e->services[0], "medical");
  sl_experience_free(e);
  sl_claims_file_free(&file);
}

/* Ann 2023 and 2024, Bob 2024 alone. */
static void totals_of_nothing_list_who_was_covered(void)
{
  sl_claims_file_t file =
      sl_test_claims("member,year,paid\nann,2023,10\nann,2024,0\nbob,2024,20\n", NULL, 0);
  sl_experience_t *e = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_experience_new(&file, NULL, 0, &e, &error), SL_OK);
  SL_ASSERT_CLOSE(e->member_years, 3.0, 1e-14);
  CU_ASSERT_EQUAL(e->exposure[SL_DEVELOPS_MEDICAL][2], 0.0);
  CU_ASSERT_EQUAL(e->n_occasions, 2);
  sl_experience_free(e);
  sl_claims_file_free(&file);
}

static void nothing_to_fit_is_said(void)
{
  sl_claims_file_t file = sl_test_claims(HEAD "zoe,office,2024-04-02,2024-05-01,90,50\n", ids, 3);
  sl_experience_t *e = NULL;
  sl_error_t error;
  CU_ASSERT_EQUAL(sl_experience_new(&file, three(), 3, &e, &error), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "1 rows are of members who are not in the census"));
  sl_experience_free(e);
  sl_census_cover_t *covers = three();
  covers[0].last = covers[2].last = covers[1].last = day(2020, 1, 1);
  CU_ASSERT_EQUAL(sl_experience_new(&file, covers, 3, &e, &error), SL_ERR_INPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "nobody of the census is covered"));
  sl_experience_free(e);
  sl_claims_file_free(&file);
}

static void services_have_their_line_by_their_words(void)
{
  CU_ASSERT_EQUAL(sl_experience_line("Prescription drugs"), SL_LINE_PHARMACY);
  CU_ASSERT_EQUAL(sl_experience_line("RX"), SL_LINE_PHARMACY);
  CU_ASSERT_EQUAL(sl_experience_line("Dental"), SL_LINE_DENTAL);
  CU_ASSERT_EQUAL(sl_experience_line("vision"), SL_LINE_VISION);
  CU_ASSERT_EQUAL(sl_experience_line("Behavioral health"), SL_LINE_MENTAL_HEALTH);
  CU_ASSERT_EQUAL(sl_experience_line("Telehealth"), SL_LINE_TELEMEDICINE);
  CU_ASSERT_EQUAL(sl_experience_line("Inpatient"), SL_LINE_MEDICAL);
}

SL_SUITE(experience, "unit/experience",
         {"claims and exposure by hand", claims_and_exposure_by_hand},
         {"without a census claimants are everybody", without_a_census_claimants_are_everybody},
         {"totals of nothing list who was covered", totals_of_nothing_list_who_was_covered},
         {"nothing to fit is said", nothing_to_fit_is_said},
         {"services have their line by their words", services_have_their_line_by_their_words});
