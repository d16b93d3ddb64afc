/* Who belongs to whom, and which rows are one person. */
#include "sim/input/foreign/people/people.h"

#include <stdlib.h>
#include <string.h>

#define SPANS 12 /* of one person that are joined */
#define NEAR 64  /* rows of an employee stand together: benefits, spans */

typedef struct group_key {
  uint64_t major, minor;
  uint32_t index;
} group_key_t;

static int compare(const void *left, const void *right)
{
  const group_key_t *a = left, *b = right;
  if (a->major != b->major) {
    return a->major < b->major ? -1 : 1;
  }
  if (a->minor != b->minor) {
    return a->minor < b->minor ? -1 : 1;
  }
  return (a->index > b->index) - (a->index < b->index);
}

/* The employees of one id: rows of one person have its first row's index in `employee`; others are
 * employees of their own. */
static void tell_employees(sl_import_t *import, const group_key_t *keys, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    sl_foreign_person_t *person = &import->persons[keys[i].index];
    if (person->relationship != SL_EMPLOYEE) {
      continue;
    }
    person->employee = keys[i].index;
    bool others = false;
    for (size_t k = i > NEAR ? i - NEAR : 0; k < i && person->employee == keys[i].index; k++) {
      const sl_foreign_person_t *before = &import->persons[keys[k].index];
      others |= before->relationship == SL_EMPLOYEE;
      if (before->relationship == SL_EMPLOYEE && before->identity == person->identity) {
        person->employee = before->employee;
      }
    }
    if (others && person->employee == keys[i].index) {
      person->own_id = true;
      sl_import_find(import, person->line, SL_FOUND_DUPLICATE_ID);
    }
  }
}

/* A dependent belongs to the last employee of its id above it, else to the first one below. */
static void tell_dependents(sl_import_t *import, const group_key_t *keys, size_t n)
{
  uint32_t first = SL_NOBODY, above = SL_NOBODY;
  for (size_t i = 0; i < n && first == SL_NOBODY; i++) {
    const sl_foreign_person_t *person = &import->persons[keys[i].index];
    first = person->relationship == SL_EMPLOYEE ? person->employee : SL_NOBODY;
  }
  for (size_t i = 0; i < n; i++) {
    sl_foreign_person_t *person = &import->persons[keys[i].index];
    if (person->relationship == SL_EMPLOYEE) {
      above = person->employee;
    } else if (person->employee == SL_NOBODY) {
      person->employee = above != SL_NOBODY ? above : first;
    } else {
      person->employee = import->persons[person->employee].employee;
    }
  }
}

typedef void (*group_step_t)(sl_import_t *import, const group_key_t *keys, size_t n);

/* Sort the keys, and take what has the same major (and minor, where it is looked at) at once. */
static void by_groups(sl_import_t *import, group_key_t *keys, bool minor, group_step_t step)
{
  qsort(keys, import->n, sizeof *keys, compare);
  for (size_t i = 0, end; i < import->n; i = end) {
    for (end = i + 1; end < import->n && keys[end].major == keys[i].major &&
                      (!minor || keys[end].minor == keys[i].minor);) {
      end++;
    }
    step(import, keys + i, end - i);
  }
}

static void tie_group(sl_import_t *import, const group_key_t *keys, size_t n)
{
  tell_employees(import, keys, n);
  tell_dependents(import, keys, n);
}

/* How well a row tells of the effective date. */
static int rank(const sl_import_t *import, const sl_foreign_person_t *person)
{
  if (!person->medical) {
    return 0;
  }
  if (person->to < import->day) {
    return 1;
  }
  return person->from > import->day ? 2 : 3;
}

static void leave_out(sl_import_t *import, sl_foreign_person_t *person, sl_finding_kind_t kind)
{
  person->is_person = false;
  person->left_out = true;
  sl_import_find(import, person->line, kind);
}

/* Spans that follow one another without a day between are one cover: a change of plan ends none. */
static void join_spans(sl_import_t *import, const group_key_t *keys, size_t n,
                       sl_foreign_person_t *best)
{
  bool longer = true;
  for (int round = 0; longer && round < SPANS; round++) {
    longer = false;
    for (size_t i = 0; i < n; i++) {
      const sl_foreign_person_t *person = &import->persons[keys[i].index];
      if (person->medical && !person->waived && best->to != SL_OPEN_TO &&
          person->from <= best->to + 1 && person->to > best->to) {
        best->to = person->to;
        longer = true;
      }
    }
  }
}

/* Rows of one person: the one that tells of the effective date stays. Children of one day without a
 * name may be twins. */
static void choose_row(sl_import_t *import, const group_key_t *keys, size_t n)
{
  sl_foreign_person_t *best = &import->persons[keys[0].index];
  if (best->employee == SL_NOBODY) {
    for (size_t i = 0; i < n; i++) {
      sl_foreign_person_t *person = &import->persons[keys[i].index];
      if (person->medical) {
        leave_out(import, person, SL_FOUND_ORPHAN);
      }
    }
    return;
  }
  for (size_t i = 1; i < n; i++) {
    sl_foreign_person_t *person = &import->persons[keys[i].index];
    best = rank(import, person) > rank(import, best) ? person : best;
  }
  for (size_t i = 0; i < n; i++) {
    sl_foreign_person_t *person = &import->persons[keys[i].index];
    const bool same_span = person->from == best->from && person->to == best->to;
    person->is_person = true;
    if (person == best || !person->medical) {
      person->is_person = person == best;
    } else if (same_span && person->nameless && person->relationship == SL_CHILD) {
      sl_import_find(import, person->line, SL_FOUND_TWINS);
    } else {
      leave_out(import, person, same_span ? SL_FOUND_DUPLICATE : SL_FOUND_OTHER_SPAN);
    }
  }
  join_spans(import, keys, n, best);
  if (!best->medical) {
    best->left_out = true;
    sl_import_find(import, best->line, SL_FOUND_NOT_MEDICAL);
  }
}

/* The row of an employee that was chosen speaks for all of them. */
static void point_at_chosen(sl_import_t *import)
{
  for (uint32_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    if (person->relationship == SL_EMPLOYEE && person->is_person && person->employee != i) {
      import->persons[person->employee].employee = i;
    }
  }
  for (uint32_t i = 0; i < import->n; i++) {
    sl_foreign_person_t *person = &import->persons[i];
    if (person->employee != SL_NOBODY) {
      const sl_foreign_person_t *first = &import->persons[person->employee];
      person->employee = first->is_person ? person->employee : first->employee;
    }
  }
}

int sl_import_order(sl_import_t *import, sl_error_t *error)
{
  group_key_t *keys = malloc((import->n + 1) * sizeof *keys);
  uint32_t *order = realloc(import->order, (import->n + 1) * sizeof *order);
  import->order = order != NULL ? order : import->order;
  if (keys == NULL || order == NULL) {
    free(keys);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the census");
  }
  for (uint32_t i = 0; i < import->n; i++) {
    const sl_foreign_person_t *person = &import->persons[i];
    keys[i] = (group_key_t){person->employee, person->relationship == SL_EMPLOYEE ? 0 : 1, i};
  }
  qsort(keys, import->n, sizeof *keys, compare);
  for (size_t i = 0; i < import->n; i++) {
    order[i] = keys[i].index;
  }
  free(keys);
  return SL_OK;
}

int sl_import_link(sl_import_t *import, sl_error_t *error)
{
  group_key_t *keys = malloc((import->n + 1) * sizeof *keys);
  if (keys == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the census");
  }
  for (uint32_t i = 0; i < import->n; i++) {
    keys[i] = (group_key_t){import->persons[i].family_key, 0, i};
  }
  by_groups(import, keys, false, tie_group);
  for (uint32_t i = 0; i < import->n; i++) {
    keys[i] = (group_key_t){import->persons[i].employee, import->persons[i].identity, i};
  }
  by_groups(import, keys, true, choose_row);
  point_at_chosen(import);
  free(keys);
  return sl_import_order(import, error);
}
