/* Past claims and who was covered, as what laws are fitted to: claims (occasions) and member-years.
 *
 * Claim lines of one member, service and day are one claim; of annual totals each row is one. A
 * member-year is a member's part of a calendar year inside the period, which runs from the first
 * month with claims to the last. Who was covered when is the census's. Without one: of annual
 * totals of which some are 0, each row is a year in which its member was covered; else every member
 * of the file is taken as covered all the time, and nobody else.
 *
 * A month of which only a share of the claims has been paid counts by that share: claims that are
 * not known yet are as if their exposure had not been there. Months of which less than
 * SL_EXPERIENCE_SHARE is known are left out, claims and exposure.
 *
 * Left out besides: claims of members who are not in the census, and of days on which the member
 * was not covered, since their exposure is not known. Checked by tests/unit/test_experience.c.
 */
#ifndef SL_SIM_STUDY_FIT_EXPERIENCE_H
#define SL_SIM_STUDY_FIT_EXPERIENCE_H

#include "models/claims/service.h"
#include "sim/input/census/census.h"
#include "sim/input/claims_file/claims_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_EXPERIENCE_SHARE 0.5

/* Claims that develop alike. */
typedef enum sl_development {
  SL_DEVELOPS_MEDICAL,
  SL_DEVELOPS_PHARMACY,
  SL_DEVELOPMENTS
} sl_development_t;

typedef struct sl_occasion {
  uint32_t unit; /* member-year: member x n_years + year */
  uint32_t service;
  unsigned month; /* of the period, 0 = its first */
  int day,
      paid_day;  /* since 1970-01-01; the last payment's, SL_CLAIMS_NO_DAY where one is not told */
  double amount; /* as it was paid or allowed, above 0 */
} sl_occasion_t;

typedef struct sl_experience {
  bool annual, has_census;
  bool allowed;            /* amounts are allowed ones; else what the plan paid */
  int first_day, last_day; /* of the period, days since 1970-01-01, whole months */
  int first_month;         /* 12 x year + month - 1 */
  unsigned n_months;
  int first_year;
  unsigned n_years;
  bool *listed;     /* units with a row, where rows are who was covered; NULL = covers tell */
  size_t n_members; /* of the census, or of the file */
  sl_occasion_t *occasions; /* by unit, then service, then day */
  size_t n_occasions;
  int valued_day;                /* the last payment's; SL_CLAIMS_NO_DAY where a claim has none */
  size_t zero, outside, unknown; /* lines without amount; claims outside the cover; of strangers */
  const char **services;         /* names, the file's own; n_services of them */
  sl_line_t *lines;
  size_t n_services;
  sl_census_cover_t *covers;         /* n_members */
  double *month_years;               /* member-years of each month */
  double *share[SL_DEVELOPMENTS];    /* of each month: known share of its claims; 0 = left out */
  double *exposure[SL_DEVELOPMENTS]; /* member-years of each unit by those shares */
  double member_years;               /* of the period, all shares taken as 1 */
} sl_experience_t;

/* covers: of the census's rows, taken over (from malloc), NULL where there is none. file has been
 * read with the ids of these covers and must outlive the experience. SL_ERR_INPUT where there is no
 * claim to fit, or nobody is covered in the period; SL_ERR_MEMORY. *experience is to be freed in
 * any case. Cost: O(lines log lines + members x months). */
int sl_experience_new(const sl_claims_file_t *file, sl_census_cover_t *covers, size_t n_covers,
                      sl_experience_t **experience, sl_error_t *error);
void sl_experience_free(sl_experience_t *experience);

/* The exposure by the shares as they stand now; the shares of a new experience are all 1. */
void sl_experience_expose(sl_experience_t *experience);

/* The period of a file: first day of the first month, last day of the last (years where annual). */
void sl_experience_period(const sl_claims_file_t *file, int *first_day, int *last_day);

/* A line of benefit by the words for a service: pharmacy, dental, vision, mental health,
 * telemedicine; else medical. */
sl_line_t sl_experience_line(const char *service);

/* The date of a day since 1970-01-01. */
sl_date_t sl_experience_date(int day);

sl_development_t sl_experience_development(const sl_experience_t *experience, size_t service);

#endif
