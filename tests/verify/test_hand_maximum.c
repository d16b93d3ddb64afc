/* The most that a year costs inside its contracts, and each reason why it can cost more, to the
 * cent: whole runs with constant claims. Amounts in thousands where it says K. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* Claims 200K and 50K; attachment 90, aggregating deductible 5, laser 80 over 60: 90 + 5 + 20 =
 * 115, below 80 + 60 + 5 = 145. With fees 120 and premiums 216 + 1,000. The specific pays 120 - 5,
 * the aggregate 60 + 50 - 90: 115 retained, the maximum itself. Without the aggregate 135 of 145.
 */
SL_FIGURES(the_smaller_bound, "maximum-cost.yaml",
           {"attachment binds", "maximum_cost", 115e3 + 120 + 216 + 1000},
           {"attachment binds", "cost", 116336}, {"deductibles bind", "maximum_cost", 145336},
           {"deductibles bind", "cost", 135336}, {"aggregate only", "maximum_cost", 91e3},
           {"aggregate only", "cost", 91e3}, {"nothing", "maximum_cost", (double)INFINITY})

/* Eligible 60 + 50 = 110, of which the carrier pays 5 of the 20 above 90: 15 beyond. At a
 * deductible of 40 two persons keep at most 80: the aggregate's maximum is no reason. */
SL_FIGURES(above_the_aggregates_maximum, "maximum-cost.yaml",
           {"aggregate maximum", "maximum_cost", 90e3},
           {"aggregate maximum", "beyond_aggregate_maximum", 15e3},
           {"aggregate maximum", "cost", 105e3},
           {"aggregate maximum beside lower deductibles", "maximum_cost", 80e3},
           {"aggregate maximum beside lower deductibles", "beyond_aggregate_maximum", 0},
           {"aggregate maximum beside lower deductibles", "cost", 80e3})

/* 140 above 60: a tenth; what is above 100; of 126 what is above 100 beside the tenth; all of it.
 */
SL_FIGURES(above_the_deductible, "maximum-cost.yaml", {"coinsurance", "maximum_cost", 90e3},
           {"coinsurance", "beyond_coinsurance", 14e3}, {"coinsurance", "cost", 104e3},
           {"person maximum", "beyond_person_maximum", 40e3}, {"person maximum", "cost", 130e3},
           {"coinsurance and maximum", "beyond_coinsurance", 14e3},
           {"coinsurance and maximum", "beyond_person_maximum", 26e3},
           {"coinsurance and maximum", "cost", 130e3}, {"excluded", "maximum_cost", 90e3},
           {"excluded", "beyond_exclusion", 140e3}, {"excluded", "cost", 230e3})

/* 2% of 250 is 5, of the 90 retained at most 1.8; of an insured plan's none. 24 x 700. */
SL_FIGURES(charges_on_more_claims, "maximum-cost.yaml", {"percentage fee", "maximum_cost", 91800},
           {"percentage fee", "beyond_charges", 3200}, {"percentage fee", "cost", 95e3},
           {"insured", "maximum_cost", 16800}, {"insured", "beyond_charges", 5000},
           {"insured", "cost", 21800})

/* At most 80 retained of a fund of 90, half of the 10 left comes back: 80 + 10 - 5. */
SL_FIGURES(a_fund_that_deductibles_do_not_use_up, "maximum-cost.yaml",
           {"level funded below the fund", "maximum_cost", 85e3},
           {"level funded below the fund", "cost", 85e3})

/* Of the year's claims 110, 90, 60, 130 and 75 only 110 is paid in it. 12/12: five persons x 100;
 * 355 outside; 30 of the 130 is above the deductible of a renewed contract; 465 - 10. 12/15 with an
 * aggregate 12/12: 150, and the same 355 outside the aggregate. */
SL_FIGURES(claims_outside_a_window, "maximum-windows.yaml", {"12/12", "maximum_cost", 500e3},
           {"12/12", "beyond_contract", 355e3}, {"12/12", "gap", 355e3},
           {"12/12", "gap_above_deductible", 30e3}, {"12/12", "cost", 455e3},
           {"two windows", "maximum_cost", 150e3}, {"two windows", "beyond_contract", 355e3},
           {"two windows", "cost", 455e3})

/* Specific 12/12 above 50, aggregate 12/15 above 20: it holds 110 and the 90 that the specific does
 * not, of which 50 are eligible and 40 are nobody's: 265 + 40. Specific 60; eligible 100, aggregate
 * 80: 465 - 60 - 80 = 325 = 20 + 305. */
SL_FIGURES(claims_between_two_windows, "maximum-windows.yaml",
           {"wider aggregate", "maximum_cost", 20e3}, {"wider aggregate", "beyond_contract", 305e3},
           {"wider aggregate", "cost", 325e3})

/* Run-in of 70 and 80 with at most 50 each under the specific: 20 and 30 above, but only 10 and 20
 * above the deductible of 60 under the aggregate: 30. Attachment 100; outside 355. */
SL_FIGURES(run_in_above_its_maximum, "maximum-windows.yaml",
           {"run-in maximum", "maximum_cost", 100e3}, {"run-in maximum", "beyond_run_in", 30e3},
           {"run-in maximum", "beyond_contract", 355e3})

/* The captive pays 40 + 30 + 0 + 40 + 15 = 125 for a premium of 20: half of 105 is called. */
SL_FIGURES(an_assessment_without_a_maximum, "maximum-windows.yaml",
           {"captive", "maximum_cost", 320e3}, {"captive", "beyond_assessment", 52500},
           {"captive", "cost", 372500})

/* Paid in 2026: 70, 80, 110 and 85, three of them run-in of at most 50: 20 + 30 + 35. All nine may
 * have claims then: 9 x 60. 345 - 50. */
SL_FIGURES(run_in_that_the_cost_counts, "maximum-paid.yaml", {"paid", "maximum_cost", 540e3},
           {"paid", "beyond_run_in", 85e3}, {"paid", "beyond_contract", 0}, {"paid", "cost", 295e3})

SL_SUITE(hand_maximum, "verify/hand_maximum",
         {"the attachment or the persons' deductibles, whichever is less", the_smaller_bound},
         {"claims above the aggregate's maximum", above_the_aggregates_maximum},
         {"coinsurance, a maximum per person and an excluded person", above_the_deductible},
         {"percentage fees on more claims than at the maximum", charges_on_more_claims},
         {"a level fund that the deductibles do not use up", a_fund_that_deductibles_do_not_use_up},
         {"claims outside a contract's window", claims_outside_a_window},
         {"claims that the aggregate holds and the specific does not", claims_between_two_windows},
         {"run-in above its maximum, under the aggregate", run_in_above_its_maximum},
         {"an assessment without a maximum", an_assessment_without_a_maximum},
         {"run-in above its maximum, where the cost counts it", run_in_that_the_cost_counts});
