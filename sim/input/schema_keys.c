#include "sim/input/schema.h"

#include "models/arrangement.h"

/* Amounts end where cents are lost to a double's 53 bits, so that no sum of products overflows. */
#define AMOUNT .low = 0.0, .high = 1e15
#define SIGNED_AMOUNT .low = -1e15, .high = 1e15
#define ABOVE_ZERO .low = 0.0, .low_open = true, .high = 1e15
#define SHARE .low = 0.0, .high = 1.0

#define N_ELEMENTS(array) (sizeof(array) / sizeof(array)[0])

static const char *members_choice(size_t i)
{
  static const char *const words[] = {"all", "employees", "dependents"}; /* as sl_members_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *sampler_choice(size_t i)
{
  static const char *const words[] = {"claims", "totals"}; /* as sl_sampler_choice_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *frailty_choice(size_t i) { return i == 0 ? "gamma" : NULL; }

static const char *times_choice(size_t i) { return i == 0 ? "salary" : NULL; }

static const char *kind_choice(size_t i)
{
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  return i < n ? kinds[i]->name : NULL;
}

static const char *per_choice(size_t i) { return i < SL_PER_COUNT ? sl_per_names[i] : NULL; }

/* A premium is set before the claims happen: it cannot be charged on them. */
static const char *premium_per_choice(size_t i)
{
  return i < SL_PER_PAID_CLAIMS ? sl_per_names[i] : NULL;
}

static const sl_schema_key_t keys[] = {
    {"", SL_TYPE_MAP, .doc = "a scenario: one group, its plans and the arrangements to compare"},
    {"stoploss", SL_TYPE_WHOLE, .low = 1, .high = 1, .required = true,
     .doc = "version of the file format"},
    {"name", SL_TYPE_TEXT, .required = true, .doc = "title of the scenario, shown in every output"},
    {"currency", SL_TYPE_TEXT, .fallback = "USD",
     .doc = "ISO 4217 code of the money that every amount is in: three capital letters"},
    {"start", SL_TYPE_DATE, .required = true, .doc = "first day of the plan year"},
    {"months", SL_TYPE_WHOLE, .unit = "months", .fallback = "12", .low = 1, .high = 12,
     .doc = "length of the plan year"},
    {"census", SL_TYPE_TEXT, .required = true,
     .doc = "CSV file of the covered persons; the path is relative to the scenario"},

    {"claims", SL_TYPE_MAP, .required = true, .doc = "what the group's claims are drawn from"},
    {"claims.basis", SL_TYPE_TEXT,
     .doc = "claims basis: the name of one that comes with the program, or the path of a basis "
            "file relative to the scenario"},
    {"claims.area_factor", SL_TYPE_NUMBER, .fallback = "1", .low = 0, .low_open = true,
     .high = 1000, .doc = "multiplies every amount: the area's price level"},
    {"claims.risk_factor", SL_TYPE_NUMBER, .fallback = "1", .low = 0, .high = 1000,
     .doc = "multiplies every expected number of claims"},
    {"claims.trend", SL_TYPE_NUMBER, .unit = "per year", .fallback = "0", .low = -1,
     .low_open = true, .high = 10,
     .doc = "yearly growth of amounts, from the date of their money to the middle of the plan "
            "year"},
    {"claims.basis_date", SL_TYPE_DATE,
     .doc = "date whose money the services below are in; without it they are in money of the "
            "plan year and are not trended (a basis states its own date)"},
    {"claims.uncertainty", SL_TYPE_NUMBER, .fallback = "0", .low = 0, .high = 2,
     .doc = "coefficient of variation of a lognormal error, mean 1, in the whole group's expected "
            "number of claims"},
    {"claims.frailty", SL_TYPE_MAP,
     .doc = "a multiplier, mean 1, of each person's expected number of claims in the year, shared "
            "by all services; without it there is none"},
    {"claims.frailty.distribution", SL_TYPE_CHOICE, .required = true, .choice = frailty_choice,
     .doc = "its distribution"},
    {"claims.frailty.shape", SL_TYPE_NUMBER, .low = 1e-3, .high = 1e6, .required = true,
     .doc = "gamma shape; its coefficient of variation is 1 / sqrt(shape)"},
    {"claims.services", SL_TYPE_LIST, .fallback = "[]",
     .doc = "services instead of a basis, or added to it"},
    {"claims.services[].name", SL_TYPE_TEXT, .required = true,
     .doc = "name of the service, as copays refer to it"},
    {"claims.services[].frequency", SL_TYPE_FREQUENCY, .unit = "claims per member-year",
     .required = true,
     .doc = "number of claims of a person in a year; risk score, age and sex, months enrolled and "
            "risk_factor multiply its mean"},
    {"claims.services[].severity", SL_TYPE_SEVERITY, .unit = "amount", .required = true,
     .doc = "allowed amount of one claim"},
    {"claims.services[].members", SL_TYPE_CHOICE, .fallback = "all", .choice = members_choice,
     .doc = "who has such claims"},
    {"claims.claimants", SL_TYPE_LIST, .fallback = "[]",
     .doc = "known claimants: claims of one person's own"},
    {"claims.claimants[].member", SL_TYPE_WHOLE, .unit = "census data row", .low = 1,
     .high = 4294967295.0, .required = true,
     .doc = "the person: 1 is the first row after the header"},
    {"claims.claimants[].replaces", SL_TYPE_FLAG, .fallback = "false",
     .doc = "true: these services replace the basis and the services above for this person; false: "
            "they are added"},
    {"claims.claimants[].services", SL_TYPE_LIST, .required = true, .like = "claims.services",
     .doc = "services of this person alone; keys as in claims.services"},

    {"plans", SL_TYPE_LIST, .required = true, .doc = "the benefit plans that the census names"},
    {"plans[].name", SL_TYPE_TEXT, .required = true,
     .doc = "name of the plan, as in the census column plan"},
    {"plans[].deductible", SL_TYPE_NUMBER | SL_TYPE_MAP, .unit = "amount", .fallback = "0", AMOUNT,
     .infinite = true,
     .doc = "what the member pays first in a year; a number is the person's, with no family limit"},
    {"plans[].deductible.person", SL_TYPE_NUMBER, .unit = "amount", .fallback = "0", AMOUNT,
     .infinite = true, .doc = "per person"},
    {"plans[].deductible.family", SL_TYPE_NUMBER, .unit = "amount", .fallback = ".inf", AMOUNT,
     .infinite = true, .doc = "per family (embedded: whichever is met first); .inf is no limit"},
    {"plans[].coinsurance", SL_TYPE_NUMBER, .fallback = "0", SHARE,
     .doc = "the member's share after the deductible"},
    {"plans[].out_of_pocket_max", SL_TYPE_NUMBER | SL_TYPE_MAP, .unit = "amount",
     .fallback = ".inf", AMOUNT, .infinite = true,
     .doc = "the most a member pays in a year, deductible, coinsurance and copays together; a "
            "number is the person's, with no family limit"},
    {"plans[].out_of_pocket_max.person", SL_TYPE_NUMBER, .unit = "amount", .fallback = ".inf",
     AMOUNT, .infinite = true, .doc = "per person"},
    {"plans[].out_of_pocket_max.family", SL_TYPE_NUMBER, .unit = "amount", .fallback = ".inf",
     AMOUNT, .infinite = true, .doc = "per family"},
    {"plans[].copays", SL_TYPE_SERVICES, .unit = "amount per claim", .fallback = "{}", AMOUNT,
     .doc = "by service: the member pays the copay or the allowed amount, whichever is less, "
            "without deductible or coinsurance"},

    {"arrangements", SL_TYPE_LIST, .required = true,
     .doc = "ways to fund the plans, compared on the same simulated claims; the first is the "
            "baseline"},
    {"arrangements[].name", SL_TYPE_TEXT, .required = true, .doc = "name of the arrangement"},
    {"arrangements[].kind", SL_TYPE_CHOICE, .required = true, .choice = kind_choice,
     .doc = "who bears the claims"},
    {"arrangements[].fees", SL_TYPE_LIST, .fallback = "[]",
     .doc = "administration and other fees; rebates are negative"},
    {"arrangements[].fees[].name", SL_TYPE_TEXT, .required = true, .doc = "name of the fee"},
    {"arrangements[].fees[].amount", SL_TYPE_NUMBER, .unit = "amount", SIGNED_AMOUNT,
     .required = true, .doc = "amount per unit; for paid_claims a fraction, 0.02 = 2%"},
    {"arrangements[].fees[].per", SL_TYPE_CHOICE, .required = true, .choice = per_choice,
     .doc = "what the amount is charged on; paid_claims is what the plan paid before stop-loss, "
            "claim is every claim drawn, those of 0 included"},
    {"arrangements[].premium", SL_TYPE_MAP,
     .doc = "what the insurer charges: exactly one of amount, tiers, loss_ratio; for insured kinds "
            "only, and required there"},
    {"arrangements[].premium.amount", SL_TYPE_NUMBER, .unit = "amount", AMOUNT,
     .doc = "amount per unit of per"},
    {"arrangements[].premium.per", SL_TYPE_CHOICE, .choice = premium_per_choice,
     .doc = "what the amount is charged on; goes with amount"},
    {"arrangements[].premium.tiers", SL_TYPE_TIERS, .unit = "amount per month", AMOUNT,
     .doc = "monthly rate of each enrolment tier"},
    {"arrangements[].premium.loss_ratio", SL_TYPE_NUMBER, .low = 0, .low_open = true, .high = 10,
     .doc = "expected claims divided by the premium: the model prices the premium"},
    {"arrangements[].specific", SL_TYPE_MAP,
     .doc = "specific (individual) stop-loss; without it there is none"},
    {"arrangements[].specific.deductible", SL_TYPE_NUMBER, .unit = "amount per person", AMOUNT,
     .infinite = true, .required = true,
     .doc = "plan paid per person and plan year above which the carrier reimburses"},
    {"arrangements[].specific.contract", SL_TYPE_UNSUPPORTED,
     .doc = "contract basis such as 12/15, which is not supported yet; leave it out: all that is "
            "incurred in the plan year is covered, whenever it is paid"},
    {"arrangements[].specific.premium", SL_TYPE_MAP, .like = "arrangements[].premium",
     .doc = "the carrier's charge: exactly one of amount, tiers, loss_ratio; without it 0"},
    {"arrangements[].specific.lasers", SL_TYPE_LIST, .fallback = "[]",
     .doc = "persons with a deductible of their own, or excluded"},
    {"arrangements[].specific.lasers[].member", SL_TYPE_WHOLE, .unit = "census data row", .low = 1,
     .high = 4294967295.0, .required = true,
     .doc = "the person: 1 is the first row after the header"},
    {"arrangements[].specific.lasers[].deductible", SL_TYPE_NUMBER, .unit = "amount", AMOUNT,
     .infinite = true, .doc = "this person's specific deductible; either this or excluded: true"},
    {"arrangements[].specific.lasers[].excluded", SL_TYPE_FLAG, .fallback = "false",
     .doc = "true: the specific does not cover this person at all"},
    {"arrangements[].specific.aggregating_deductible", SL_TYPE_NUMBER, .unit = "amount",
     .fallback = "0", AMOUNT, .infinite = true,
     .doc = "the group bears this much of all specific reimbursements first"},
    {"arrangements[].specific.coinsurance", SL_TYPE_NUMBER, .fallback = "1", SHARE,
     .doc = "the carrier's share above the deductible"},
    {"arrangements[].specific.maximum", SL_TYPE_NUMBER, .unit = "amount per person",
     .fallback = ".inf", AMOUNT, .infinite = true, .doc = "the carrier's most per person"},
    {"arrangements[].aggregate", SL_TYPE_MAP,
     .doc = "aggregate stop-loss on plan paid up to the specific deductible; exactly one of "
            "attachment, corridor, factors; without it there is none"},
    {"arrangements[].aggregate.attachment", SL_TYPE_NUMBER, .unit = "amount", AMOUNT,
     .doc = "eligible claims of the plan year above which the carrier reimburses"},
    {"arrangements[].aggregate.corridor", SL_TYPE_NUMBER, .low = 0, .low_open = true, .high = 100,
     .doc = "the attachment point as a multiple of expected eligible claims: 1.25 = 125%"},
    {"arrangements[].aggregate.factors", SL_TYPE_NUMBER | SL_TYPE_TIERS,
     .unit = "amount per employee per month", AMOUNT,
     .doc = "monthly factors whose sum over the enrolment is the attachment point: one composite "
            "number, or by tier; employee and family alone: family stands for all other tiers"},
    {"arrangements[].aggregate.minimum", SL_TYPE_NUMBER | SL_TYPE_MAP, .unit = "amount",
     .fallback = "0", AMOUNT, .doc = "the attachment point is at least this"},
    {"arrangements[].aggregate.minimum.of_first_month", SL_TYPE_NUMBER, .low = 0, .high = 10,
     .required = true,
     .doc = "as a share of 12 times the first month's sum of factors: 0.95 = 95%"},
    {"arrangements[].aggregate.maximum", SL_TYPE_NUMBER, .unit = "amount", .fallback = ".inf",
     AMOUNT, .infinite = true, .doc = "the carrier's most for the plan year"},
    {"arrangements[].aggregate.contract", SL_TYPE_UNSUPPORTED,
     .doc = "contract basis such as 12/15, which is not supported yet; leave it out: all that is "
            "incurred in the plan year is covered, whenever it is paid"},
    {"arrangements[].aggregate.premium", SL_TYPE_MAP, .like = "arrangements[].premium",
     .doc = "the carrier's charge: exactly one of amount, tiers, loss_ratio; without it 0"},
    {"arrangements[].budget", SL_TYPE_MAP, .fallback = "{of_expected: 1}",
     .doc = "what a deficit is measured against: exactly one of amount, of_expected, quantile"},
    {"arrangements[].budget.amount", SL_TYPE_NUMBER, .unit = "amount", SIGNED_AMOUNT,
     .doc = "an amount for the plan year"},
    {"arrangements[].budget.of_expected", SL_TYPE_NUMBER, .low = 0, .high = 100,
     .doc = "a multiple of the arrangement's expected cost"},
    {"arrangements[].budget.quantile", SL_TYPE_NUMBER, .low = 0, .high = 1, .low_open = true,
     .high_open = true, .doc = "the cost that is not exceeded with this probability"},

    {"simulation", SL_TYPE_MAP, .doc = "how the claims are simulated"},
    {"simulation.trials", SL_TYPE_WHOLE, .unit = "trials", .fallback = "20000", .low = 1,
     .high = 4294967295.0, .doc = "plan years to simulate; --trials overrides it"},
    {"simulation.seed", SL_TYPE_WHOLE, .fallback = "1", .low = 0, .high = 18446744073709551615.0,
     .doc = "key of the random numbers: the same seed gives the same claims; --seed overrides it"},
    {"simulation.pricing_trials", SL_TYPE_WHOLE, .unit = "trials", .fallback = "8192", .low = 2,
     .high = 4294967295.0,
     .doc = "plan years of the pricing pass that model-priced premiums, corridors and budgets "
            "come from"},
    {"simulation.sampler", SL_TYPE_CHOICE, .fallback = "claims", .choice = sampler_choice,
     .doc = "claims: every claim is drawn; totals is not supported yet"},

    {SL_SCHEMA_BASIS, SL_TYPE_MAP, .doc = "a claims basis: a file of services to base claims on"},
    {SL_SCHEMA_BASIS "stoploss_basis", SL_TYPE_WHOLE, .low = 1, .high = 1, .required = true,
     .doc = "version of the basis file format"},
    {SL_SCHEMA_BASIS "name", SL_TYPE_TEXT, .required = true, .doc = "short name of the basis"},
    {SL_SCHEMA_BASIS "title", SL_TYPE_TEXT, .required = true, .doc = "what it is, in one line"},
    {SL_SCHEMA_BASIS "currency", SL_TYPE_TEXT, .required = true,
     .doc = "ISO 4217 code of the money that its amounts are in: three capital letters"},
    {SL_SCHEMA_BASIS "date", SL_TYPE_DATE, .required = true,
     .doc = "date whose money the amounts are in: trend runs from here"},
    {SL_SCHEMA_BASIS "doc", SL_TYPE_PARAGRAPH, .doc = "what it is good for and its limits"},
    {SL_SCHEMA_BASIS "sources", SL_TYPE_TEXTS, .doc = "where the numbers come from"},
    {SL_SCHEMA_BASIS "age_curves", SL_TYPE_LIST, .fallback = "[]",
     .doc = "multipliers of the expected number of claims by age and sex"},
    {SL_SCHEMA_BASIS "age_curves[].name", SL_TYPE_TEXT, .required = true,
     .doc = "name, as services refer to it"},
    {SL_SCHEMA_BASIS "age_curves[].ages", SL_TYPE_NUMBERS, .unit = "years", .low = 0, .high = 120,
     .required = true, .doc = "first age of each band, ascending from 0"},
    {SL_SCHEMA_BASIS "age_curves[].female", SL_TYPE_NUMBERS, .low = 0, .high = 1000,
     .required = true, .doc = "factor of each band for females"},
    {SL_SCHEMA_BASIS "age_curves[].male", SL_TYPE_NUMBERS, .low = 0, .high = 1000, .required = true,
     .doc = "factor of each band for males"},
    {SL_SCHEMA_BASIS "services", SL_TYPE_LIST, .required = true, .like = "claims.services",
     .doc = "the services; keys as in claims.services"},
    {SL_SCHEMA_BASIS "services[].age_curve", SL_TYPE_TEXT,
     .doc = "age curve that multiplies the expected number of claims; without it factor 1"},

    {SL_SCHEMA_DISTRIBUTION, SL_TYPE_MAP,
     .doc = "a frequency or severity: its family and that family's parameters"},
    {SL_SCHEMA_DISTRIBUTION "distribution", SL_TYPE_TEXT, .required = true,
     .doc = "the family's name"},
    {SL_SCHEMA_DISTRIBUTION "probabilities", SL_TYPE_NUMBERS, SHARE, .required = true,
     .doc = "of table: their sum is 1 (within 1e-9)"},
    {SL_SCHEMA_DISTRIBUTION "values", SL_TYPE_NUMBERS, .unit = "amount", AMOUNT, .required = true,
     .doc = "of a severity table: its amounts"},
    {SL_SCHEMA_DISTRIBUTION "weights", SL_TYPE_NUMBERS, SHARE, .required = true,
     .doc = "of mixture: the share of each part; their sum is 1 (within 1e-9)"},
    {SL_SCHEMA_DISTRIBUTION "of", SL_TYPE_FREQUENCY | SL_TYPE_SEVERITY, .required = true,
     .doc = "of mixture: the list of its parts; of zero_modified: the frequency it modifies"},
    {SL_SCHEMA_DISTRIBUTION "below", SL_TYPE_SEVERITY, .required = true,
     .doc = "of splice: the severity up to `at`"},
    {SL_SCHEMA_DISTRIBUTION "above", SL_TYPE_SEVERITY, .required = true,
     .doc = "of splice: the severity above `at`"},
    {SL_SCHEMA_DISTRIBUTION "weight_above", SL_TYPE_NUMBER, SHARE,
     .doc = "of splice: probability of an amount above `at`; without it that of `below`"},
    {SL_SCHEMA_DISTRIBUTION "file", SL_TYPE_TEXT, .required = true,
     .doc = "of continuance: CSV file with the columns upto (bucket limit, the last may be inf), "
            "pct (share of claims) and, optionally, cost_bucket (mean amount in the bucket); the "
            "path is relative to the file that names it"},
    {SL_SCHEMA_DISTRIBUTION "limit", SL_TYPE_NUMBER, .unit = "amount", ABOVE_ZERO,
     .doc =
         "of any severity: amounts above are cut to it, after salary, trend and area; of a part of "
         "a mixture or splice: before them"},
    {SL_SCHEMA_DISTRIBUTION "times", SL_TYPE_CHOICE, .choice = times_choice,
     .doc = "of a service's severity: the amount is a multiple of the person's salary"},
};

const sl_schema_key_t *sl_schema_keys(size_t *n)
{
  *n = N_ELEMENTS(keys);
  return keys;
}
