#include "sim/input/foreign/people/import.h"

/* A row with an error is written with what is assumed, or left out; both need the user's word. */
const sl_finding_words_t sl_finding_words[SL_FINDINGS] = {
    [SL_FOUND_FUTURE_BIRTH] = {"future_birth_date", SL_FINDING_ERROR, false,
                               "the birth date lies after the effective date; the mean age of the "
                               "relationship is taken"},
    [SL_FOUND_IMPOSSIBLE_BIRTH] = {"impossible_birth_date", SL_FINDING_ERROR, false,
                                   "the birth date is no real day, or no age that this person can "
                                   "have; the mean age of the relationship is taken"},
    [SL_FOUND_MISSING_BIRTH] = {"missing_birth_date", SL_FINDING_ERROR, false,
                                "neither a birth date nor an age; the mean age of the relationship "
                                "is taken"},
    [SL_FOUND_UNKNOWN_SEX] = {"unknown_sex", SL_FINDING_ERROR, false,
                              "the sex is not told; a spouse is taken as of the other sex than the "
                              "employee, anybody else as of the more frequent one"},
    [SL_FOUND_DUPLICATE_ID] = {"duplicate_employee_id", SL_FINDING_ERROR, false,
                               "the employee id of an earlier row with another person; taken as "
                               "two employees, the later with an id of its own"},
    [SL_FOUND_DUPLICATE] = {"duplicate_person", SL_FINDING_ERROR, true,
                            "the same person as in an earlier row"},
    [SL_FOUND_ORPHAN] = {"orphan_dependent", SL_FINDING_ERROR, true,
                         "a dependent whose employee is on no employee row"},
    [SL_FOUND_TWO_SPOUSES] = {"two_spouses", SL_FINDING_ERROR, true,
                              "a second spouse of the same employee"},
    [SL_FOUND_RELATIONSHIP] = {"unknown_relationship", SL_FINDING_ERROR, true,
                               "the relationship is no word that is known"},
    [SL_FOUND_NO_TIER] = {"unknown_tier", SL_FINDING_ERROR, false,
                          "the tier is no word that is known; taken as employee only"},
    [SL_FOUND_NO_TIERS] = {"no_tiers", SL_FINDING_ERROR, false,
                           "employees alone, and no column tells who has dependents: everybody is "
                           "taken as single, which quotes too little; say --map 'Their "
                           "column=tier'"},
    [SL_FOUND_OTHER_SHEET] = {"other_sheet", SL_FINDING_ERROR, false,
                              "employees alone on this sheet, and another one looks like a census "
                              "too: where it holds the dependents, copy its rows below these; else "
                              "hide or remove it"},
    [SL_FOUND_EX_SPOUSE] = {"ex_spouse", SL_FINDING_WARNING, true, "an ex-spouse is no dependent"},
    [SL_FOUND_OF_WAIVED] = {"dependent_of_waived", SL_FINDING_WARNING, true,
                            "a dependent of an employee who is not enrolled"},
    [SL_FOUND_TERMINATED] = {"terminated_before_effective", SL_FINDING_WARNING, true,
                             "coverage ended before the effective date"},
    [SL_FOUND_OVER_26] = {"child_over_26", SL_FINDING_WARNING, false,
                          "a child of 26 or more; kept"},
    [SL_FOUND_TIER] = {"tier_mismatch", SL_FINDING_WARNING, false,
                       "the tier does not fit the persons listed, who decide; where a file lists "
                       "employees alone the tier does"},
    [SL_FOUND_AGE] = {"age_conflict", SL_FINDING_WARNING, false,
                      "the age is not what the birth date says; the birth date is used"},
    [SL_FOUND_NOT_YET] = {"not_yet_effective", SL_FINDING_WARNING, false,
                          "coverage begins inside the plan year: written with from, not counted"},
    [SL_FOUND_AFTER_YEAR] = {"begins_after_plan_year", SL_FINDING_WARNING, true,
                             "coverage begins after the plan year"},
    [SL_FOUND_TWINS] = {"equal_rows", SL_FINDING_WARNING, false,
                        "equal to an earlier row, without a name to tell them apart: taken as "
                        "twins"},
    [SL_FOUND_BAD_DATE] = {"bad_coverage_date", SL_FINDING_WARNING, false,
                           "a first or last day of coverage is no date; taken as open"},
    [SL_FOUND_NOT_MEDICAL] = {"not_in_medical", SL_FINDING_NOTE, true,
                              "in other benefits than medical only"},
    [SL_FOUND_DISABLED_CHILD] = {"child_over_26", SL_FINDING_NOTE, false,
                                 "a child of 26 or more, marked as disabled; kept"},
    [SL_FOUND_OTHER_SPAN] = {"earlier_span", SL_FINDING_NOTE, true,
                             "another span of a person who is counted by a different row"},
    [SL_FOUND_ENDS] = {"ends_in_plan_year", SL_FINDING_NOTE, false,
                       "coverage ends inside the plan year: written with to"},
    [SL_FOUND_COBRA] = {"cobra", SL_FINDING_NOTE, false, "COBRA participant, counted"},
    [SL_FOUND_RETIREE] = {"retiree", SL_FINDING_NOTE, false, "retired, counted"},
    [SL_FOUND_LEAVE] = {"leave_of_absence", SL_FINDING_NOTE, false, "on leave, counted"},
    [SL_FOUND_DISABLED] = {"not_actively_at_work", SL_FINDING_NOTE, false,
                           "disabled, counted: stop-loss carriers ask for it"},
    [SL_FOUND_PARTNER] = {"domestic_partner", SL_FINDING_NOTE, false, "partner, taken as spouse"},
    [SL_FOUND_STEPCHILD] = {"stepchild", SL_FINDING_NOTE, false, "stepchild, taken as child"}};

const char *const sl_import_age_bands[8] = {"under 18", "18-29", "30-39", "40-49",
                                            "50-59",    "60-69", "70+",   "unknown"};
