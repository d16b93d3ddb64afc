/* Plan designs, enrolment by date and disability, to the cent: whole runs with constant claims. The
 * arithmetic stands beside each figure. */
#include "tests/support/harness.h"
#include "tests/verify/figures.h"

/* Deductible 1,000/2,000, coinsurance 20%, maximum 3,000/5,000, in order of incurred day:
 *  1,200: 1,000 + 0.2 x 200 = 1,040; family has 1,000 of its deductible, 3,960 to its maximum
 *  5,000: 1,000 + 0.2 x 4,000 = 1,800; 0 and 2,160
 * 20,000: 0.2 x 20,000 = 4,000, person's maximum 3,000, family's left: 2,160
 *    800: 0                                                             together 5,000
 * Specific 20,000 - 2,160 - 10,000. In census row order row 3 would keep 2,400. */
SL_FIGURES(family_by_date, "by-date.yaml", {NULL, "allowed", 27000}, {NULL, "member_paid", 5000},
           {NULL, "plan_paid", 22000}, {NULL, "largest_claimant", 17840}, {NULL, "uncovered", 0},
           {"ASO", "specific_reimbursement", 7840}, {"ASO", "retained_claims", 14160})

/* Deductible 1,500/3,000, coinsurance 10%, maximum 3,000/4,000, none embedded.
 * Couple: 2,000 all deductible; 1,000 + 0.1 x 1,500 = 1,150.
 * Alone, as the spouse left the year before: 1,500 + 0.1 x 500 = 1,550.
 * With a child: 3,000 + 0.1 x 27,000 = 5,700, the family's 4,000; then the child's 100: 0. */
SL_FIGURES(aggregate_family, "aggregate-family.yaml", {NULL, "allowed", 36600},
           {NULL, "member_paid", 3150 + 1550 + 4000}, {NULL, "plan_paid", 27900},
           {NULL, "largest_claimant", 26000})

/* Everyone's claims are 300 + 3 x 100 + 400 + 500 + 6,000 = 7,500.
 * Rules: checkup 0; therapy 20 + 20 and the third visit of 100 uncovered; glasses above 150: 250
 *   uncovered; cosmetic 500 uncovered; surgery 500 + 0.2 x 5,500 = 1,600: with the copays 1,000 at
 *   most. Member 1,000 + 850.
 * Annual maximum: 0.2 x 7,500 = 1,500; the plan's 6,000 is cut at 4,000: 2,000 uncovered.
 * Waiting: enrolled for three months or less: 6,000 uncovered; without a date: 0.
 * Elsewhere: 0.8 x 7,500 = 6,000 recognised, 1,500 uncovered; 1,000 + 0.4 x 5,000 = 3,000. */
SL_FIGURES(rules, "rules.yaml", {NULL, "allowed", 5 * 7500},
           {NULL, "uncovered", 850 + 2000 + 6000 + 0 + 1500},
           {NULL, "member_paid", 1850 + 3500 + 6000 + 0 + 4500},
           {NULL, "plan_paid", 5650 + 4000 + 1500 + 7500 + 3000}, {NULL, "claims", 35})

/* Dental: 200 + (300 and 3,000 less deductible and shares, over 1,000 in any order), the plan's
 * most 1,000. Medical: 800 - 500. Fees 0.1 x 300; premium 12 x 90. */
SL_FIGURES(dental, "dental.yaml", {NULL, "allowed", 4300}, {NULL, "plan_paid", 1300},
           {NULL, "member_paid", 3000}, {"ASO", "retained_claims", 1300},
           {"dental insured", "retained_claims", 300}, {"dental insured", "insured_claims", 1000},
           {"dental insured", "fees", 30}, {"dental insured", "premiums", 1080},
           {"dental insured", "cost", 1410})

/* Months by tier 12, 9, 8, 3: 12 x 100 + 9 x 200 + 8 x 150 + 3 x 300 = 5,100. Members' months
 * 12 + 18 + 16 + 9 = 55. In January an employee and an employee with children: with the second
 * factors 1,200 + 90 + 1,200 + 60 = 2,550, below 0.95 x 12 x 250 = 2,850. */
SL_FIGURES(joiners, "joiners.yaml", {"factors", "attachment_point", 5100}, {"factors", "fees", 320},
           {"minimum of the first month", "attachment_point", 2850},
           {"minimum of the first month", "fees", 550})

/* HSA 12 x 62.50 + (9 + 8 + 3) x 125 = 3,250, under any arrangement. Premium
 * 9,600 + 15,300 + 11,200 + 6,900 = 43,000; contributions 1,200 + 2,700 + 2,000 + 1,500 = 7,400. */
SL_FIGURES(joiners_contributions, "joiners.yaml", {"factors", "hsa_contributions", 3250},
           {"factors", "cost", 3570}, {"contributions", "premiums", 43000},
           {"contributions", "cost", 46250}, {"contributions", "employee_contributions", 7400},
           {"contributions", "net_cost", 38850})

/* 750 + 1,500 + 6/12 x 1,500 + 1,500 = 4,500; contributions 240 + 480 + 180 + 720 = 1,620; premium
 * 84 x 700. */
SL_FIGURES(hsa, "hsa.yaml", {"aso", "hsa_contributions", 4500}, {"aso", "cost", 4500},
           {"aso", "net_cost", 2880}, {"insured", "hsa_contributions", 4500},
           {"insured", "cost", 63300}, {"insured", "net_cost", 63300})

/* 24 - 7 = 17 days: 600 / 7 x 17 = 10,200 / 7, and 700 / 7 x 17 = 1,700. Paid after the year: all
 * but the 600 of 29 December. The plan's deductible is not for income. */
SL_FIGURES(short_term_incurred, "disability-incurred.yaml", {NULL, "claims", 2},
           {NULL, "allowed", 10200.0 / 7 + 1700}, {NULL, "member_paid", 0},
           {NULL, "plan_paid", 10200.0 / 7 + 1700}, {"ASO", "run_out", 10200.0 / 7 - 600})

SL_FIGURES(short_term_paid, "disability-paid.yaml", {NULL, "allowed", 600 + 1700},
           {NULL, "member_paid", 0}, {"ASO", "retained_claims", 2300})

/* 3,000 x 1.01^(-12 x 90 / 365.25) x (1 - 1.01^-33) / 0.01 */
SL_FIGURES(long_term_incurred, "long-term-incurred.yaml", {NULL, "claims", 1},
           {NULL, "plan_paid", 81534.53598547}, {"ASO", "retained_claims", 81534.53598547},
           {"insured line", "insured_claims", 81534.53598547}, {"insured line", "premiums", 40},
           {"insured line", "cost", 40})

/* Four payments until 29 December. */
SL_FIGURES(long_term_paid, "long-term-paid.yaml", {NULL, "plan_paid", 12000},
           {"ASO", "retained_claims", 12000}, {"insured line", "insured_claims", 12000},
           {"insured line", "cost", 40})

/* A claim of January, 5,000, is the single employee's: 1,000 of it are her deductible, though a
 * child joins in December: plan paid 4,000. In March the couple's deductible of 2,500 and half of
 * 500 are due: 2,750. In September, after the spouse has left, he has met his own deductible of
 * 1,000 and his own maximum of 1,500: plan paid 250 + 2,000. */
SL_FIGURES(by_the_day, "company.yaml", {NULL, "allowed", 10000}, {NULL, "member_paid", 1000 + 2750},
           {NULL, "plan_paid", 4000 + 2250}, {NULL, "largest_claimant", 4000},
           {"ASO", "retained_claims", 6250})

SL_SUITE(hand_benefits, "verify/hand_benefits", {"family limits by date", family_by_date},
         {"aggregate family limits", aggregate_family},
         {"service rules, maxima, waiting and network", rules},
         {"dental benefit, also insured", dental}, {"joiners and leavers", joiners},
         {"contributions of joiners and leavers", joiners_contributions},
         {"HSA contributions", hsa}, {"short-term disability, incurred", short_term_incurred},
         {"short-term disability, paid", short_term_paid},
         {"long-term disability, incurred", long_term_incurred},
         {"long-term disability, paid", long_term_paid},
         {"family limits by the day of the claim", by_the_day});
