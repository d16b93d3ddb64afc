/* A slow adjudicator, written from the language of a plan document rather than from the library:
 * one bill at a time, with nothing remembered but the bills already decided. Whatever has been used
 * of a deductible, a maximum or an allowance of visits is looked up by name and summed from those
 * bills again, for every bill. Whole numbers only, so that it is exact.
 */
#ifndef SL_TESTS_VERIFY_CONTRACT_LANGUAGE_H
#define SL_TESTS_VERIFY_CONTRACT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Money: a ten-thousandth of a cent, so that two percentages of a whole cent are a whole number. */
typedef int64_t sl_mite_t;
#define SL_MITES_PER_CENT 10000
#define SL_UNLIMITED (INT64_MAX / 4)

#define SL_PLAN_SCHEDULE "the plan"
#define SL_OUTSIDE_SCHEDULE "out of network"

/* A schedule of benefits. */
typedef struct sl_schedule {
  const char *name;
  sl_mite_t deductible_of_person, deductible_of_family; /* SL_UNLIMITED: no such limit */
  bool deductible_embedded;
  int percent; /* that the member pays after the deductible */
  sl_mite_t out_of_pocket_of_person, out_of_pocket_of_family;
  bool out_of_pocket_embedded;
  sl_mite_t plan_pays_at_most; /* per person */
} sl_schedule_t;

/* A service as the plan document lists it. */
typedef struct sl_listed_service {
  const char *name, *schedule;
  bool excluded;
  int waiting_days;
  int visits;                  /* -1: as many as needed */
  sl_mite_t plan_pays_at_most; /* per person, for this service */
  bool has_copay, deductible_waived, has_percent;
  sl_mite_t copay;
  int percent; /* instead of the schedule's */
} sl_listed_service_t;

typedef struct sl_plan_document {
  sl_schedule_t schedule[4];
  size_t n_schedules;
  sl_listed_service_t service[8];
  size_t n_services;
  bool has_network;
  int recognised_percent; /* of what is charged out of network */
} sl_plan_document_t;

/* Why a bill was decided as it was; counted by the test, so that each is known to have happened. */
typedef enum sl_reason {
  SL_BECAUSE_EXCLUDED,
  SL_BECAUSE_WAITING,
  SL_BECAUSE_VISITS,
  SL_BECAUSE_NOTHING_CHARGED,
  SL_BECAUSE_COPAY,
  SL_BECAUSE_COPAY_ABOVE_CHARGE,
  SL_BECAUSE_WAIVED,
  SL_BECAUSE_OWN_PERCENT,
  SL_BECAUSE_OUTSIDE,
  SL_BECAUSE_NOT_RECOGNISED,
  SL_BECAUSE_OTHER_SCHEDULE,
  SL_BECAUSE_PERSON_DEDUCTIBLE, /* ends within the bill */
  SL_BECAUSE_FAMILY_DEDUCTIBLE,
  SL_BECAUSE_SHARED_DEDUCTIBLE, /* not embedded */
  SL_BECAUSE_ALONE_DEDUCTIBLE,  /* likewise, on a day without company */
  SL_BECAUSE_PERSON_MAXIMUM,    /* out of pocket: it caps the bill */
  SL_BECAUSE_FAMILY_MAXIMUM,
  SL_BECAUSE_SHARED_MAXIMUM,
  SL_BECAUSE_ALONE_MAXIMUM,
  SL_BECAUSE_SERVICE_AMOUNT,
  SL_BECAUSE_ANNUAL_AMOUNT,
  SL_BECAUSES
} sl_reason_t;

typedef struct sl_bill {
  const char *service;
  int person, day, draw;
  int insured_since; /* day on which the person's cover began */
  bool outside;
  sl_mite_t charged;
  /* the decision */
  bool decided, refused;
  const char *schedule;
  sl_mite_t deductible, cost_sharing, plan, member;
  bool because[SL_BECAUSES];
} sl_bill_t;

/* The days on which a member of the family is covered, both included. */
typedef struct sl_membership {
  int first_day, last_day;
} sl_membership_t;

typedef struct sl_household {
  sl_membership_t *member; /* by person */
  int size;
} sl_household_t;

/* Decide all bills of one family and year, in order of day, person, draw, and where they stand. */
void sl_decide_bills(const sl_plan_document_t *document, const sl_household_t *household, size_t n,
                     sl_bill_t *bills);

#endif
