#include "sim/input/foreign/words/values.h"

#include "sim/input/foreign/words/plain.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct word {
  const char *word; /* plain: sl_word_plain */
  int meaning;
  int sex;
} word_t;

#define ANY SL_FOREIGN_SEX_UNKNOWN

/* Sources as in columns.c; the numbers are X12 834's (INS02). */
static const word_t kins[] = {{"employee", SL_KIN_EMPLOYEE, ANY},
                              {"subscriber", SL_KIN_EMPLOYEE, ANY},
                              {"e", SL_KIN_EMPLOYEE, ANY},
                              {"ee", SL_KIN_EMPLOYEE, ANY},
                              {"emp", SL_KIN_EMPLOYEE, ANY},
                              {"self", SL_KIN_EMPLOYEE, ANY},
                              {"18", SL_KIN_EMPLOYEE, ANY},
                              {"worker", SL_KIN_EMPLOYEE, ANY},
                              {"insured", SL_KIN_EMPLOYEE, ANY},
                              {"member", SL_KIN_EMPLOYEE, ANY},
                              {"primary", SL_KIN_EMPLOYEE, ANY},
                              {"policyholder", SL_KIN_EMPLOYEE, ANY},
                              {"spouse", SL_KIN_SPOUSE, ANY},
                              {"sp", SL_KIN_SPOUSE, ANY},
                              {"sps", SL_KIN_SPOUSE, ANY},
                              {"s", SL_KIN_SPOUSE, ANY},
                              {"01", SL_KIN_SPOUSE, ANY},
                              {"wife", SL_KIN_SPOUSE, SL_FEMALE},
                              {"w", SL_KIN_SPOUSE, SL_FEMALE},
                              {"husband", SL_KIN_SPOUSE, SL_MALE},
                              {"h", SL_KIN_SPOUSE, SL_MALE},
                              {"partner", SL_KIN_SPOUSE, ANY},
                              {"domesticpartner", SL_KIN_PARTNER, ANY},
                              {"dompartner", SL_KIN_PARTNER, ANY},
                              {"dp", SL_KIN_PARTNER, ANY},
                              {"lifepartner", SL_KIN_PARTNER, ANY},
                              {"commonlaw", SL_KIN_PARTNER, ANY},
                              {"commonlawspouse", SL_KIN_PARTNER, ANY},
                              {"53", SL_KIN_PARTNER, ANY},
                              {"child", SL_KIN_CHILD, ANY},
                              {"ch", SL_KIN_CHILD, ANY},
                              {"c", SL_KIN_CHILD, ANY},
                              {"kid", SL_KIN_CHILD, ANY},
                              {"19", SL_KIN_CHILD, ANY},
                              {"dependent", SL_KIN_CHILD, ANY},
                              {"dep", SL_KIN_CHILD, ANY},
                              {"d", SL_KIN_CHILD, ANY},
                              {"son", SL_KIN_CHILD, SL_MALE},
                              {"daughter", SL_KIN_CHILD, SL_FEMALE},
                              {"childadopted", SL_KIN_CHILD, ANY},
                              {"childfostered", SL_KIN_CHILD, ANY},
                              {"childgrandchild", SL_KIN_CHILD, ANY},
                              {"childlegalguardian", SL_KIN_CHILD, ANY},
                              {"childdomesticpartner", SL_KIN_STEPCHILD, ANY},
                              {"adoptedchild", SL_KIN_CHILD, ANY},
                              {"fosterchild", SL_KIN_CHILD, ANY},
                              {"grandchild", SL_KIN_CHILD, ANY},
                              {"grandson", SL_KIN_CHILD, SL_MALE},
                              {"granddaughter", SL_KIN_CHILD, SL_FEMALE},
                              {"lg", SL_KIN_CHILD, ANY},
                              {"ac", SL_KIN_CHILD, ANY},
                              {"dc", SL_KIN_CHILD, ANY},
                              {"disabledchild", SL_KIN_CHILD, ANY},
                              {"stepchild", SL_KIN_STEPCHILD, ANY},
                              {"childstep", SL_KIN_STEPCHILD, ANY},
                              {"sc", SL_KIN_STEPCHILD, ANY},
                              {"17", SL_KIN_STEPCHILD, ANY},
                              {"stepson", SL_KIN_STEPCHILD, SL_MALE},
                              {"stepdaughter", SL_KIN_STEPCHILD, SL_FEMALE},
                              {"spouseex", SL_KIN_EX_SPOUSE, ANY},
                              {"exspouse", SL_KIN_EX_SPOUSE, ANY},
                              {"formerspouse", SL_KIN_EX_SPOUSE, ANY},
                              {"exwife", SL_KIN_EX_SPOUSE, SL_FEMALE},
                              {"exhusband", SL_KIN_EX_SPOUSE, SL_MALE}};

static const word_t sexes[] = {
    {"f", SL_FEMALE, 0}, {"female", SL_FEMALE, 0}, {"woman", SL_FEMALE, 0}, {"fem", SL_FEMALE, 0},
    {"m", SL_MALE, 0},   {"male", SL_MALE, 0},     {"man", SL_MALE, 0}};

static const word_t tiers[] = {{"employee", SL_STATED_EMPLOYEE, 0},
                               {"employeeonly", SL_STATED_EMPLOYEE, 0},
                               {"ee", SL_STATED_EMPLOYEE, 0},
                               {"eeonly", SL_STATED_EMPLOYEE, 0},
                               {"eo", SL_STATED_EMPLOYEE, 0},
                               {"e", SL_STATED_EMPLOYEE, 0},
                               {"emp", SL_STATED_EMPLOYEE, 0},
                               {"emponly", SL_STATED_EMPLOYEE, 0},
                               {"ind", SL_STATED_EMPLOYEE, 0},
                               {"individual", SL_STATED_EMPLOYEE, 0},
                               {"s", SL_STATED_EMPLOYEE, 0},
                               {"single", SL_STATED_EMPLOYEE, 0},
                               {"self", SL_STATED_EMPLOYEE, 0},
                               {"selfonly", SL_STATED_EMPLOYEE, 0},
                               {"es", SL_STATED_SPOUSE, 0},
                               {"ees", SL_STATED_SPOUSE, 0},
                               {"eesp", SL_STATED_SPOUSE, 0},
                               {"eespouse", SL_STATED_SPOUSE, 0},
                               {"esp", SL_STATED_SPOUSE, 0},
                               {"two", SL_STATED_SPOUSE, 0},
                               {"twoparty", SL_STATED_SPOUSE, 0},
                               {"couple", SL_STATED_SPOUSE, 0},
                               {"employeespouse", SL_STATED_SPOUSE, 0},
                               {"employeeandspouse", SL_STATED_SPOUSE, 0},
                               {"employeeplusspouse", SL_STATED_SPOUSE, 0},
                               {"employeesp", SL_STATED_SPOUSE, 0},
                               {"empspouse", SL_STATED_SPOUSE, 0},
                               {"employeedomesticpartner", SL_STATED_SPOUSE, 0},
                               {"ec", SL_STATED_CHILDREN, 0},
                               {"eec", SL_STATED_CHILDREN, 0},
                               {"eech", SL_STATED_CHILDREN, 0},
                               {"eecn", SL_STATED_CHILDREN, 0},
                               {"ecn", SL_STATED_CHILDREN, 0},
                               {"ech", SL_STATED_CHILDREN, 0},
                               {"s5c", SL_STATED_CHILDREN, 0},
                               {"eechild", SL_STATED_CHILDREN, 0},
                               {"eechildren", SL_STATED_CHILDREN, 0},
                               {"employeechild", SL_STATED_CHILDREN, 0},
                               {"employeechildren", SL_STATED_CHILDREN, 0},
                               {"employeeandchild", SL_STATED_CHILDREN, 0},
                               {"employeeandchildren", SL_STATED_CHILDREN, 0},
                               {"employeepluschildren", SL_STATED_CHILDREN, 0},
                               {"empchildren", SL_STATED_CHILDREN, 0},
                               {"singleparent", SL_STATED_CHILDREN, 0},
                               {"f", SL_STATED_FAMILY, 0},
                               {"ef", SL_STATED_FAMILY, 0},
                               {"eef", SL_STATED_FAMILY, 0},
                               {"eefam", SL_STATED_FAMILY, 0},
                               {"eefamily", SL_STATED_FAMILY, 0},
                               {"fam", SL_STATED_FAMILY, 0},
                               {"family", SL_STATED_FAMILY, 0},
                               {"employeefamily", SL_STATED_FAMILY, 0},
                               {"employeeandfamily", SL_STATED_FAMILY, 0},
                               {"employeeplusfamily", SL_STATED_FAMILY, 0},
                               {"empfamily", SL_STATED_FAMILY, 0},
                               {"ee1", SL_STATED_PLUS_ONE, 0},
                               {"employee1", SL_STATED_PLUS_ONE, 0},
                               {"employeeone", SL_STATED_PLUS_ONE, 0},
                               {"employeeplusone", SL_STATED_PLUS_ONE, 0},
                               {"e1d", SL_STATED_PLUS_ONE, 0},
                               {"w", SL_STATED_WAIVED, 0}};

static const word_t bases[] = {{"annual", SL_PAY_YEAR, 0},
                               {"annually", SL_PAY_YEAR, 0},
                               {"year", SL_PAY_YEAR, 0},
                               {"yearly", SL_PAY_YEAR, 0},
                               {"a", SL_PAY_YEAR, 0},
                               {"y", SL_PAY_YEAR, 0},
                               {"monthly", SL_PAY_MONTH, 0},
                               {"month", SL_PAY_MONTH, 0},
                               {"m", SL_PAY_MONTH, 0},
                               {"semimonthly", SL_PAY_HALF_MONTH, 0},
                               {"twiceamonth", SL_PAY_HALF_MONTH, 0},
                               {"biweekly", SL_PAY_TWO_WEEKS, 0},
                               {"everytwoweeks", SL_PAY_TWO_WEEKS, 0},
                               {"bw", SL_PAY_TWO_WEEKS, 0},
                               {"weekly", SL_PAY_WEEK, 0},
                               {"week", SL_PAY_WEEK, 0},
                               {"hourly", SL_PAY_HOUR, 0},
                               {"hour", SL_PAY_HOUR, 0},
                               {"h", SL_PAY_HOUR, 0},
                               {"hr", SL_PAY_HOUR, 0},
                               {"salary", SL_PAY_SALARIED, 0},
                               {"salaried", SL_PAY_SALARIED, 0},
                               {"s", SL_PAY_SALARIED, 0}};

#define FIND(table, word) find(table, sizeof(table) / sizeof *(table), word)

static const word_t *find(const word_t *table, size_t n, const char *word)
{
  for (size_t i = 0; i < n; i++) {
    if (strcmp(table[i].word, word) == 0) {
      return &table[i];
    }
  }
  return NULL;
}

static bool has_any(const char *word, const char *const *parts)
{
  for (; *parts != NULL; parts++) {
    if (strstr(word, *parts) != NULL) {
      return true;
    }
  }
  return false;
}

static bool begins_with_any(const char *word, const char *const *beginnings)
{
  for (; *beginnings != NULL; beginnings++) {
    if (sl_word_begins(word, *beginnings)) {
      return true;
    }
  }
  return false;
}

/* "Spouse (legal)", "Child - Biological": longer than any list. */
static sl_kin_t guess_kin(const char *word)
{
  static const char *const former[] = {"exspouse", "exwife",   "exhusband",
                                       "former",   "divorced", NULL};
  static const char *const spouses[] = {"spouse", "wife", "husband", NULL};
  static const char *const partners[] = {"partner", "commonlaw", NULL};
  static const char *const steps[] = {"stepson", "stepdaughter", "stepchild", NULL};
  static const char *const children[] = {"child", "daughter", NULL};
  static const char *const own[] = {"employee", "subscriber", "self", NULL};
  static const struct {
    const char *const *parts;
    sl_kin_t kin;
  } kinds[] = {{former, SL_KIN_EX_SPOUSE},
               {steps, SL_KIN_STEPCHILD},
               {children, SL_KIN_CHILD},
               {partners, SL_KIN_PARTNER},
               {spouses, SL_KIN_SPOUSE}};
  if (strpbrk(word, "0123456789") != NULL) {
    return SL_KIN_UNKNOWN; /* a count: "Employees: 46" */
  }
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (has_any(word, kinds[i].parts)) {
      return kinds[i].kin;
    }
  }
  if (sl_word_begins(word, "son")) {
    return SL_KIN_CHILD;
  }
  return begins_with_any(word, own) ? SL_KIN_EMPLOYEE : SL_KIN_UNKNOWN;
}

sl_kin_t sl_foreign_kin(const char *text, int *sex)
{
  char word[SL_WORD];
  const word_t *found = FIND(kins, sl_word_plain(text, word));
  *sex = found != NULL ? found->sex : ANY;
  return found != NULL ? (sl_kin_t)found->meaning : guess_kin(word);
}

int sl_foreign_sex(const char *text)
{
  char word[SL_WORD];
  const word_t *found = FIND(sexes, sl_word_plain(text, word));
  if (found != NULL) {
    return found->meaning;
  }
  if (strstr(word, "female") != NULL) {
    return SL_FEMALE;
  }
  return strstr(word, "male") != NULL ? SL_MALE : SL_FOREIGN_SEX_UNKNOWN;
}

/* In plain words a legend is "gender1male2female". */
int sl_foreign_legend(const char *text, sl_sex_t sex)
{
  static const char *const words[] = {[SL_FEMALE] = "female", [SL_MALE] = "male"};
  char word[SL_WORD];
  sl_word_plain(text, word);
  for (const char *at = strstr(word, words[sex]); at != NULL; at = strstr(at + 1, words[sex])) {
    if (at > word && at[-1] >= '0' && at[-1] <= '9') {
      return at[-1] - '0';
    }
  }
  return -1;
}

bool sl_foreign_waived(const char *text)
{
  static const char *const beginnings[] = {"optout",      "optedout",   "nocoverage", "none",
                                           "notenrolled", "notcovered", "noelection", NULL};
  static const char *const parts[] = {"waiv", "declin", "refus", NULL};
  char word[SL_WORD];
  sl_word_plain(text, word);
  return begins_with_any(word, beginnings) || has_any(word, parts);
}

/* "PPO - Employee and Spouse/DP": longer than any list. */
static sl_stated_tier_t guess_tier(const char *word)
{
  static const char *const families[] = {"fam", NULL};
  static const char *const spouses[] = {"spouse", "partner", "couple", "twoperson", NULL};
  static const char *const children[] = {"child", "kid", NULL};
  static const char *const one[] = {"plusone", "plus1", "onedep", "1dep", NULL};
  static const char *const alone[] = {"only", "single", "individual", NULL};
  const bool spouse = has_any(word, spouses), child = has_any(word, children);
  if (has_any(word, families) || (spouse && child)) {
    return SL_STATED_FAMILY;
  }
  if (spouse || child) {
    return spouse ? SL_STATED_SPOUSE : SL_STATED_CHILDREN;
  }
  if (has_any(word, one)) {
    return SL_STATED_PLUS_ONE;
  }
  return has_any(word, alone) ? SL_STATED_EMPLOYEE : SL_STATED_NONE;
}

sl_stated_tier_t sl_foreign_tier(const char *text)
{
  char word[SL_WORD];
  const word_t *found = FIND(tiers, sl_word_plain(text, word));
  if (found != NULL) {
    return (sl_stated_tier_t)found->meaning;
  }
  return sl_foreign_waived(text) ? SL_STATED_WAIVED : guess_tier(word);
}

sl_work_status_t sl_foreign_status(const char *text)
{
  static const char *const leave[] = {"loa", "leave", "onleave", NULL};
  static const char *const disabled[] = {"ltd", "std", "disab", "ondisab", NULL};
  static const char *const terminated[] = {"term",   "inactive",  "resigned", "deceased",
                                           "former", "separated", NULL};
  char word[SL_WORD];
  sl_word_plain(text, word);
  if (strcmp(word, "c") == 0 || strstr(word, "cobra") != NULL) {
    return SL_WORK_COBRA;
  }
  if (strcmp(word, "r") == 0 || strcmp(word, "ret") == 0 || strstr(word, "retire") != NULL) {
    return SL_WORK_RETIRED;
  }
  if (strcmp(word, "l") == 0 || begins_with_any(word, leave)) {
    return SL_WORK_LEAVE;
  }
  if (begins_with_any(word, disabled)) {
    return SL_WORK_DISABLED;
  }
  return strcmp(word, "t") == 0 || begins_with_any(word, terminated) ? SL_WORK_TERMINATED
                                                                     : SL_WORK_ACTIVE;
}

/* "Hourly - non-exempt": longer than any list. */
static sl_pay_basis_t guess_basis(const char *word)
{
  static const struct {
    const char *part;
    sl_pay_basis_t basis;
  } parts[] = {
      {"hour", SL_PAY_HOUR},   {"biweek", SL_PAY_TWO_WEEKS}, {"semimonth", SL_PAY_HALF_MONTH},
      {"annual", SL_PAY_YEAR}, {"year", SL_PAY_YEAR},        {"month", SL_PAY_MONTH},
      {"week", SL_PAY_WEEK},   {"salar", SL_PAY_SALARIED}};
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    if (strstr(word, parts[i].part) != NULL) {
      return parts[i].basis;
    }
  }
  return SL_PAY_UNKNOWN;
}

sl_pay_basis_t sl_foreign_pay_basis(const char *text)
{
  char word[SL_WORD];
  const word_t *found = FIND(bases, sl_word_plain(text, word));
  return found != NULL ? (sl_pay_basis_t)found->meaning : guess_basis(word);
}

bool sl_foreign_medical(const char *text)
{
  static const char *const beginnings[] = {"med", "hlt", "health", "hmo", "ppo", "majormed", NULL};
  char word[SL_WORD];
  return begins_with_any(sl_word_plain(text, word), beginnings) || strcmp(word, "mm") == 0;
}
