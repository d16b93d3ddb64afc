#include "sim/input/foreign/words/columns.h"

#include "sim/input/foreign/words/plain.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct synonym {
  const char *name;
  sl_foreign_field_t field;
  unsigned rank;
} synonym_t;

/* From published templates and field lists: Benefix (help.benefix.us 2704167, 2704169, 4467619),
 * EaseCentral (support.easecentral.com 4000131667, 4000131668), benefitbay (helpcenter 6557625),
 * DependentVerify (dependentverify.com/csv-requirements), X12 834 (stedi.com element 1207), SBR,
 * Vestwell (360059701153), Regence, PIA, MCOECN, CloudAdvisors (4417189084307), Auxiant, SecureOne;
 * payroll and HR exports, printed reports: practice. */
static const synonym_t synonyms[] = {
    {"LinkToEmployeeID", SL_FOREIGN_EMPLOYEE, 6},
    {"Employee ID", SL_FOREIGN_EMPLOYEE, 5},
    {"Employee Number", SL_FOREIGN_EMPLOYEE, 5},
    {"EE ID", SL_FOREIGN_EMPLOYEE, 5},
    {"EID", SL_FOREIGN_EMPLOYEE, 5},
    {"Emp ID", SL_FOREIGN_EMPLOYEE, 5},
    {"Emp No", SL_FOREIGN_EMPLOYEE, 5},
    {"Emp Number", SL_FOREIGN_EMPLOYEE, 5},
    {"Employee No", SL_FOREIGN_EMPLOYEE, 5},
    {"Unique employee ID", SL_FOREIGN_EMPLOYEE, 5},
    {"Subscriber ID", SL_FOREIGN_EMPLOYEE, 5},
    {"Subscriber Number", SL_FOREIGN_EMPLOYEE, 5},
    {"Subscriber No", SL_FOREIGN_EMPLOYEE, 5},
    {"File Number", SL_FOREIGN_EMPLOYEE, 4},
    {"File No", SL_FOREIGN_EMPLOYEE, 4},
    {"Contract", SL_FOREIGN_EMPLOYEE, 4},
    {"Contract ID", SL_FOREIGN_EMPLOYEE, 4},
    {"Contract Number", SL_FOREIGN_EMPLOYEE, 4},
    {"Certificate", SL_FOREIGN_EMPLOYEE, 4},
    {"Certificate Number", SL_FOREIGN_EMPLOYEE, 4},
    {"Cert No", SL_FOREIGN_EMPLOYEE, 4},
    {"Family ID", SL_FOREIGN_EMPLOYEE, 4},
    {"Payroll ID", SL_FOREIGN_EMPLOYEE, 4},
    {"Associate ID", SL_FOREIGN_EMPLOYEE, 4},
    {"Employee #", SL_FOREIGN_EMPLOYEE, 4},
    {"Worker ID", SL_FOREIGN_EMPLOYEE, 4},
    {"Worker", SL_FOREIGN_EMPLOYEE, 3},
    {"Member No", SL_FOREIGN_EMPLOYEE, 3},
    {"Member Number", SL_FOREIGN_EMPLOYEE, 3},
    {"Member ID", SL_FOREIGN_EMPLOYEE, 2},
    {"ID", SL_FOREIGN_EMPLOYEE, 2},
    {"SSN", SL_FOREIGN_EMPLOYEE, 1},
    {"SSN (last 4)", SL_FOREIGN_EMPLOYEE, 1},
    {"Last 4 SSN", SL_FOREIGN_EMPLOYEE, 1},
    {"SSN (Tax Id)", SL_FOREIGN_EMPLOYEE, 1},
    {"Social Security Number", SL_FOREIGN_EMPLOYEE, 1},
    {"Employee SSN", SL_FOREIGN_EMPLOYEE, 2},
    {"Subscriber SSN", SL_FOREIGN_EMPLOYEE, 2},
    {"Relationship", SL_FOREIGN_RELATIONSHIP, 5},
    {"Relationship to Subscriber", SL_FOREIGN_RELATIONSHIP, 5},
    {"Relationship to Employee", SL_FOREIGN_RELATIONSHIP, 5},
    {"Relationship Code", SL_FOREIGN_RELATIONSHIP, 5},
    {"subscriber_relationship", SL_FOREIGN_RELATIONSHIP, 5},
    {"Individual Relationship Code", SL_FOREIGN_RELATIONSHIP, 5},
    {"INS02", SL_FOREIGN_RELATIONSHIP, 5},
    {"Relation", SL_FOREIGN_RELATIONSHIP, 4},
    {"Reln", SL_FOREIGN_RELATIONSHIP, 4},
    {"Rel", SL_FOREIGN_RELATIONSHIP, 4},
    {"Rel Code", SL_FOREIGN_RELATIONSHIP, 4},
    {"Who", SL_FOREIGN_RELATIONSHIP, 3},
    {"Person Type", SL_FOREIGN_RELATIONSHIP, 3},
    {"Member Type", SL_FOREIGN_RELATIONSHIP, 3},
    {"EE/SP/CH", SL_FOREIGN_RELATIONSHIP, 3},
    {"DependentType", SL_FOREIGN_RELATIONSHIP, 2},
    {"RecordType", SL_FOREIGN_RELATIONSHIP, 1},
    {"Date of Birth", SL_FOREIGN_BIRTH_DATE, 5},
    {"DOB", SL_FOREIGN_BIRTH_DATE, 5},
    {"Birthdate", SL_FOREIGN_BIRTH_DATE, 5},
    {"Birthday", SL_FOREIGN_BIRTH_DATE, 4},
    {"Born", SL_FOREIGN_BIRTH_DATE, 4},
    {"DMG02", SL_FOREIGN_BIRTH_DATE, 5},
    {"Age", SL_FOREIGN_AGE, 5},
    {"Current Age", SL_FOREIGN_AGE, 4},
    {"Attained Age", SL_FOREIGN_AGE, 4},
    {"Gender", SL_FOREIGN_SEX, 5},
    {"Sex", SL_FOREIGN_SEX, 5},
    {"M/F", SL_FOREIGN_SEX, 4},
    {"DMG03", SL_FOREIGN_SEX, 5},
    {"Gender (M/F)", SL_FOREIGN_SEX, 5},
    {"Sex (M/F)", SL_FOREIGN_SEX, 5},
    {"Medical Coverage Tier", SL_FOREIGN_TIER, 6},
    {"Current Medical Coverage Tier", SL_FOREIGN_TIER, 6},
    {"Medical Tier", SL_FOREIGN_TIER, 6},
    {"Medical Election", SL_FOREIGN_TIER, 6},
    {"Medical Coverage Level", SL_FOREIGN_TIER, 6},
    {"Medical Coverage", SL_FOREIGN_TIER, 5},
    {"Coverage Tier", SL_FOREIGN_TIER, 5},
    {"Tier", SL_FOREIGN_TIER, 5},
    {"Rate Tier", SL_FOREIGN_TIER, 5},
    {"Coverage Level", SL_FOREIGN_TIER, 5},
    {"Coverage Level Code", SL_FOREIGN_TIER, 5},
    {"HD05", SL_FOREIGN_TIER, 5},
    {"Health Insurance Status", SL_FOREIGN_TIER, 5},
    {"Enrollment Tier", SL_FOREIGN_TIER, 5},
    {"Coverage Type", SL_FOREIGN_TIER, 4},
    {"Coverage Class", SL_FOREIGN_TIER, 4},
    {"Coverage", SL_FOREIGN_TIER, 4},
    {"Cov", SL_FOREIGN_TIER, 4},
    {"Contract Type", SL_FOREIGN_TIER, 3},
    {"Election", SL_FOREIGN_TIER, 3},
    {"Family Status", SL_FOREIGN_TIER, 2},
    {"Dependent Status", SL_FOREIGN_TIER, 1},
    {"Current Medical Plan Election", SL_FOREIGN_PLAN, 6},
    {"Medical Plan", SL_FOREIGN_PLAN, 6},
    {"Medical Plan Name", SL_FOREIGN_PLAN, 6},
    {"Medical Option", SL_FOREIGN_PLAN, 5},
    {"Benefit Plan", SL_FOREIGN_PLAN, 5},
    {"HD04_PLAN", SL_FOREIGN_PLAN, 5},
    {"HD04", SL_FOREIGN_PLAN, 5},
    {"Plan", SL_FOREIGN_PLAN, 4},
    {"Plan Code", SL_FOREIGN_PLAN, 4},
    {"Plan Name", SL_FOREIGN_PLAN, 4},
    {"Plan Election", SL_FOREIGN_PLAN, 4},
    {"option_group", SL_FOREIGN_PLAN, 3},
    {"Medical", SL_FOREIGN_PLAN, 3},
    {"Waived", SL_FOREIGN_WAIVED, 5},
    {"Waiver", SL_FOREIGN_WAIVED, 4},
    {"Waiving", SL_FOREIGN_WAIVED, 4},
    {"Enrolled", SL_FOREIGN_ENROLLED, 4},
    {"Medical Enrolled", SL_FOREIGN_ENROLLED, 5},
    {"Employment Status", SL_FOREIGN_STATUS, 5},
    {"Enrollment Status", SL_FOREIGN_STATUS, 5},
    {"Active/COBRA/Ret", SL_FOREIGN_STATUS, 5},
    {"Active/COBRA/Retiree", SL_FOREIGN_STATUS, 5},
    {"Active/COBRA", SL_FOREIGN_STATUS, 5},
    {"Benefit Status", SL_FOREIGN_STATUS, 5},
    {"INS05", SL_FOREIGN_STATUS, 5},
    {"Member Status", SL_FOREIGN_STATUS, 4},
    {"Emp Status", SL_FOREIGN_STATUS, 4},
    {"Work Status", SL_FOREIGN_STATUS, 4},
    {"Status", SL_FOREIGN_STATUS, 4},
    {"COBRA", SL_FOREIGN_STATUS, 1},
    {"Coverage Start", SL_FOREIGN_FROM, 5},
    {"Coverage Start Date", SL_FOREIGN_FROM, 5},
    {"Cov Eff Date", SL_FOREIGN_FROM, 5},
    {"Coverage Effective Date", SL_FOREIGN_FROM, 5},
    {"Medical Effective Date", SL_FOREIGN_FROM, 6},
    {"Coverage Begin Date", SL_FOREIGN_FROM, 5},
    {"Effective Date", SL_FOREIGN_FROM, 4},
    {"Eff Date", SL_FOREIGN_FROM, 4},
    {"DTP348", SL_FOREIGN_FROM, 5},
    {"From", SL_FOREIGN_FROM, 3},
    {"Coverage End", SL_FOREIGN_TO, 5},
    {"Coverage End Date", SL_FOREIGN_TO, 5},
    {"Coverage Term Date", SL_FOREIGN_TO, 5},
    {"Cov Term Date", SL_FOREIGN_TO, 5},
    {"Date of termination", SL_FOREIGN_TO, 4},
    {"Termination Date", SL_FOREIGN_TO, 4},
    {"Term Date", SL_FOREIGN_TO, 4},
    {"DTP349", SL_FOREIGN_TO, 5},
    {"To", SL_FOREIGN_TO, 3},
    {"Annual Salary", SL_FOREIGN_SALARY, 6},
    {"Annual Wages", SL_FOREIGN_SALARY, 6},
    {"Annual Earnings", SL_FOREIGN_SALARY, 6},
    {"Annual Pay", SL_FOREIGN_SALARY, 6},
    {"Annual Base Pay", SL_FOREIGN_SALARY, 6},
    {"Annual Compensation", SL_FOREIGN_SALARY, 6},
    {"Pay p.a.", SL_FOREIGN_SALARY, 6},
    {"Salary", SL_FOREIGN_SALARY, 5},
    {"Base Salary", SL_FOREIGN_SALARY, 5},
    {"Base Pay", SL_FOREIGN_SALARY, 5},
    {"Earnings", SL_FOREIGN_SALARY, 5},
    {"Wages", SL_FOREIGN_SALARY, 5},
    {"Rate Amount", SL_FOREIGN_SALARY, 4},
    {"Pay Rate", SL_FOREIGN_SALARY, 4},
    {"Compensation", SL_FOREIGN_SALARY, 4},
    {"Pay", SL_FOREIGN_SALARY, 3},
    {"Hourly Rate", SL_FOREIGN_SALARY, 2},
    {"Earnings Basis", SL_FOREIGN_PAY_BASIS, 5},
    {"Pay Basis", SL_FOREIGN_PAY_BASIS, 5},
    {"Salary Basis", SL_FOREIGN_PAY_BASIS, 5},
    {"Basis Hourly or Salary", SL_FOREIGN_PAY_BASIS, 5},
    {"Rate Type", SL_FOREIGN_PAY_BASIS, 5},
    {"Pay Type", SL_FOREIGN_PAY_BASIS, 4},
    {"Pay Frequency", SL_FOREIGN_PAY_BASIS, 3},
    {"Compensation Type", SL_FOREIGN_PAY_BASIS, 3},
    {"Hours/Week", SL_FOREIGN_HOURS, 5},
    {"Hours Per Week", SL_FOREIGN_HOURS, 5},
    {"Average Hours Per Week", SL_FOREIGN_HOURS, 5},
    {"Weekly Hours", SL_FOREIGN_HOURS, 5},
    {"Scheduled Hours", SL_FOREIGN_HOURS, 4},
    {"Standard Hours", SL_FOREIGN_HOURS, 4},
    {"Hours", SL_FOREIGN_HOURS, 3},
    {"Province", SL_FOREIGN_REGION, 4},
    {"Prov", SL_FOREIGN_REGION, 4},
    {"Region", SL_FOREIGN_REGION, 4},
    {"State", SL_FOREIGN_REGION, 3},
    {"Home State", SL_FOREIGN_REGION, 3},
    {"Zip", SL_FOREIGN_REGION, 2},
    {"Zip Code", SL_FOREIGN_REGION, 2},
    {"Home Zip", SL_FOREIGN_REGION, 2},
    {"Home Zip Code", SL_FOREIGN_REGION, 2},
    {"N403_ZIP", SL_FOREIGN_REGION, 2},
    {"Postal Code", SL_FOREIGN_REGION, 2},
    {"MEMBER_SEQ", SL_FOREIGN_MEMBER, 5},
    {"Dep Seq", SL_FOREIGN_MEMBER, 5},
    {"personCode", SL_FOREIGN_MEMBER, 5},
    {"Person Number", SL_FOREIGN_MEMBER, 5},
    {"Dependent Number", SL_FOREIGN_MEMBER, 4},
    {"Member Suffix", SL_FOREIGN_MEMBER, 4},
    {"Benefit Plan Type", SL_FOREIGN_BENEFIT, 5},
    {"Benefit Type", SL_FOREIGN_BENEFIT, 5},
    {"HD03", SL_FOREIGN_BENEFIT, 5},
    {"Line of Coverage", SL_FOREIGN_BENEFIT, 5},
    {"Coverage Line", SL_FOREIGN_BENEFIT, 5},
    {"Benefit", SL_FOREIGN_BENEFIT, 4},
    {"Plan Type", SL_FOREIGN_BENEFIT, 3},
    {"Last Name", SL_FOREIGN_NAME, 5},
    {"Surname", SL_FOREIGN_NAME, 5},
    {"Last", SL_FOREIGN_NAME, 5},
    {"First Name", SL_FOREIGN_NAME, 5},
    {"Given Name", SL_FOREIGN_NAME, 5},
    {"First", SL_FOREIGN_NAME, 5},
    {"Middle Name", SL_FOREIGN_NAME, 5},
    {"Member Name", SL_FOREIGN_NAME, 5},
    {"Dependent Name", SL_FOREIGN_NAME, 5},
    {"Employee Name", SL_FOREIGN_NAME, 5},
    {"Payroll Name", SL_FOREIGN_NAME, 5},
    {"EE/Dep Name", SL_FOREIGN_NAME, 5},
    {"Full Name", SL_FOREIGN_NAME, 5},
    {"Name", SL_FOREIGN_NAME, 5},
    {"Disabled", SL_FOREIGN_DISABLED, 5},
    {"Disabled (Y/N)", SL_FOREIGN_DISABLED, 5},
    {"Disabled Dependent", SL_FOREIGN_DISABLED, 5},
    {"Handicapped", SL_FOREIGN_DISABLED, 4},
    {"Spouse (Y/N)", SL_FOREIGN_SPOUSE, 5},
    {"Spouse Coverage Y/N", SL_FOREIGN_SPOUSE, 5},
    {"Spouse Covered", SL_FOREIGN_SPOUSE, 5},
    {"Spouse", SL_FOREIGN_SPOUSE, 4},
    {"Has Spouse", SL_FOREIGN_SPOUSE, 5},
    {"# Children", SL_FOREIGN_CHILDREN, 5},
    {"# of Children", SL_FOREIGN_CHILDREN, 5},
    {"Number of Children", SL_FOREIGN_CHILDREN, 5},
    {"No. of Children", SL_FOREIGN_CHILDREN, 5},
    {"Children (number)", SL_FOREIGN_CHILDREN, 5},
    {"# of Dependents", SL_FOREIGN_DEPENDENTS, 5},
    {"# Dependents", SL_FOREIGN_DEPENDENTS, 5},
    {"Number of Dependents", SL_FOREIGN_DEPENDENTS, 5},
    {"risk_score", SL_FOREIGN_RISK_SCORE, 5},
    {"INS01", SL_FOREIGN_IGNORED, 5},
    {"Record Type", SL_FOREIGN_IGNORED, 5},
    {"Company Code", SL_FOREIGN_IGNORED, 5},
    {"Hire Date", SL_FOREIGN_IGNORED, 5},
    {"Date of Hire", SL_FOREIGN_IGNORED, 5},
    {"Job Title", SL_FOREIGN_IGNORED, 5},
    {"Occupation", SL_FOREIGN_IGNORED, 5},
    {"Class", SL_FOREIGN_IGNORED, 5},
    {"Division", SL_FOREIGN_IGNORED, 5},
    {"Location", SL_FOREIGN_IGNORED, 5},
    {"Department", SL_FOREIGN_IGNORED, 5},
    {"Tobacco", SL_FOREIGN_IGNORED, 5},
    {"Comments", SL_FOREIGN_IGNORED, 5},
    {"Notes", SL_FOREIGN_IGNORED, 5},
    {"Address", SL_FOREIGN_IGNORED, 5},
    {"City", SL_FOREIGN_IGNORED, 5},
    {"Phone", SL_FOREIGN_IGNORED, 5},
    {"Email", SL_FOREIGN_IGNORED, 5},
    {"Student", SL_FOREIGN_IGNORED, 5},
    {"Dental Plan", SL_FOREIGN_IGNORED, 5},
    {"Dental Tier", SL_FOREIGN_IGNORED, 5},
    {"Vision Plan", SL_FOREIGN_IGNORED, 5},
    {"Vision Tier", SL_FOREIGN_IGNORED, 5},
};
#define N_SYNONYMS (sizeof synonyms / sizeof synonyms[0])
#define SHORTEST_GOING_ON 5 /* letters */

static const char *const field_words[SL_FOREIGN_FIELDS] = {[SL_FOREIGN_EMPLOYEE] = "employee",
                                                           [SL_FOREIGN_RELATIONSHIP] =
                                                               "relationship",
                                                           [SL_FOREIGN_BIRTH_DATE] = "birth_date",
                                                           [SL_FOREIGN_AGE] = "age",
                                                           [SL_FOREIGN_SEX] = "sex",
                                                           [SL_FOREIGN_TIER] = "tier",
                                                           [SL_FOREIGN_PLAN] = "plan",
                                                           [SL_FOREIGN_WAIVED] = "waived",
                                                           [SL_FOREIGN_ENROLLED] = "enrolled",
                                                           [SL_FOREIGN_STATUS] = "status",
                                                           [SL_FOREIGN_FROM] = "from",
                                                           [SL_FOREIGN_TO] = "to",
                                                           [SL_FOREIGN_SALARY] = "salary",
                                                           [SL_FOREIGN_PAY_BASIS] = "pay_basis",
                                                           [SL_FOREIGN_HOURS] = "hours",
                                                           [SL_FOREIGN_REGION] = "region",
                                                           [SL_FOREIGN_MEMBER] = "member",
                                                           [SL_FOREIGN_BENEFIT] = "benefit",
                                                           [SL_FOREIGN_NAME] = "name",
                                                           [SL_FOREIGN_DISABLED] = "disabled",
                                                           [SL_FOREIGN_SPOUSE] = "spouse",
                                                           [SL_FOREIGN_CHILDREN] = "children",
                                                           [SL_FOREIGN_DEPENDENTS] = "dependents",
                                                           [SL_FOREIGN_RISK_SCORE] = "risk_score",
                                                           [SL_FOREIGN_IGNORED] = "ignore"};

static bool find_name(const char *word, sl_foreign_name_t *meaning)
{
  char known[SL_WORD];
  for (size_t i = 0; i < N_SYNONYMS; i++) {
    if (strcmp(sl_word_plain(synonyms[i].name, known), word) == 0) {
      *meaning = (sl_foreign_name_t){synonyms[i].field, SL_FOREIGN_OWN, synonyms[i].rank};
      return true;
    }
  }
  return false;
}

/* Whether a name that goes on behind this one still says the same: "Coverage Tier (EE, ES, EC)"
 * does, "Employee Type" does not. */
static bool may_go_on(const synonym_t *synonym, const char *known)
{
  static const char *const ends[] = {"id", "no", "number"};
  static const sl_foreign_field_t never[] = {SL_FOREIGN_WAIVED, SL_FOREIGN_ENROLLED,
                                             SL_FOREIGN_MEMBER, SL_FOREIGN_SPOUSE,
                                             SL_FOREIGN_DEPENDENTS};
  const size_t n = strlen(known);
  bool may = n >= SHORTEST_GOING_ON && synonym->field != SL_FOREIGN_EMPLOYEE;
  for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
    may &= synonym->field != never[i];
  }
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    const size_t length = strlen(ends[i]);
    may |= synonym->field == SL_FOREIGN_EMPLOYEE && n >= SHORTEST_GOING_ON && n > length &&
           strcmp(known + n - length, ends[i]) == 0;
  }
  return may;
}

/* "Gender (M/F/X)" is in no list, and yet plain: the longest known name that it begins with. */
static bool guess_name(const char *word, sl_foreign_name_t *meaning)
{
  const size_t n = strlen(word);
  size_t longest = 0;
  char known[SL_WORD];
  if (sl_word_begins(word, "child") || sl_word_begins(word, "spouse") ||
      sl_word_begins(word, "dependent")) {
    return false; /* somebody else's */
  }
  *meaning = (sl_foreign_name_t){SL_FOREIGN_BIRTH_DATE, SL_FOREIGN_OWN, 1};
  if (strstr(word, "dateofbirth") != NULL || strstr(word, "birthdate") != NULL ||
      sl_word_begins(word, "dob") || (n > 3 && strcmp(word + n - 3, "dob") == 0)) {
    return true;
  }
  for (size_t i = 0; i < N_SYNONYMS; i++) {
    sl_word_plain(synonyms[i].name, known);
    if (strlen(known) > longest && sl_word_begins(word, known) && may_go_on(&synonyms[i], known)) {
      longest = strlen(known);
      meaning->field = synonyms[i].field;
    }
  }
  return longest > 0;
}

typedef struct prefix {
  const char *word;
  unsigned person;
} prefix_t;

/* The longer ones first. */
static const prefix_t prefixes[] = {{"domesticpartner", SL_FOREIGN_OF_SPOUSE},
                                    {"spouse", SL_FOREIGN_OF_SPOUSE},
                                    {"partner", SL_FOREIGN_OF_SPOUSE},
                                    {"sp", SL_FOREIGN_OF_SPOUSE},
                                    {"child", SL_FOREIGN_OF_CHILD},
                                    {"dependent", SL_FOREIGN_OF_CHILD},
                                    {"ch", SL_FOREIGN_OF_CHILD},
                                    {"dep", SL_FOREIGN_OF_CHILD},
                                    {"employee", SL_FOREIGN_OWN},
                                    {"subscriber", SL_FOREIGN_OWN},
                                    {"member", SL_FOREIGN_OWN},
                                    {"emp", SL_FOREIGN_OWN},
                                    {"ee", SL_FOREIGN_OWN}};

static bool of_a_person(sl_foreign_field_t field)
{
  return field == SL_FOREIGN_BIRTH_DATE || field == SL_FOREIGN_AGE || field == SL_FOREIGN_SEX ||
         field == SL_FOREIGN_NAME || field == SL_FOREIGN_DISABLED;
}

/* "Child 2 DOB", "Emp Sex": a person's word, perhaps a number, and what is known of a person. */
static bool find_prefixed(const char *word, sl_foreign_name_t *meaning)
{
  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    if (!sl_word_begins(word, prefixes[i].word)) {
      continue;
    }
    char *rest = NULL;
    const char *digits = word + strlen(prefixes[i].word);
    const unsigned long number = strtoul(digits, &rest, 10);
    const bool numbered = rest != digits;
    const bool child = prefixes[i].person == SL_FOREIGN_OF_CHILD;
    if (numbered != child || (child && (number < 1 || number > SL_FOREIGN_CHILDREN_MAX)) ||
        !(find_name(rest, meaning) || guess_name(rest, meaning)) || !of_a_person(meaning->field)) {
      continue;
    }
    meaning->person = prefixes[i].person + (child ? (unsigned)number - 1 : 0);
    return true;
  }
  return false;
}

bool sl_foreign_column(const char *name, sl_foreign_name_t *meaning)
{
  char word[SL_WORD];
  sl_word_plain(name, word);
  return word[0] != '\0' &&
         (find_name(word, meaning) || find_prefixed(word, meaning) || guess_name(word, meaning));
}

sl_foreign_field_t sl_foreign_field(const char *word)
{
  size_t i = 0;
  while (i < SL_FOREIGN_FIELDS && strcmp(field_words[i], word) != 0) {
    i++;
  }
  return (sl_foreign_field_t)i;
}

const char *sl_foreign_field_word(sl_foreign_field_t field) { return field_words[field]; }
