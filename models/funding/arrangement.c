#include "models/funding/arrangement.h"

#include <stdlib.h>
#include <string.h>

static void free_lines(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_insured_lines; i++) {
    free(arrangement->insured_lines[i].services);
  }
  free(arrangement->insured_lines);
  free(arrangement->insured);
}

void sl_arrangement_free(sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    free(arrangement->fees[i].name);
  }
  for (size_t i = 0; i < arrangement->n_taxes; i++) {
    free(arrangement->taxes[i].name);
  }
  free(arrangement->fees);
  free(arrangement->taxes);
  free(arrangement->specific.lasers);
  free(arrangement->specific.later);
  free(arrangement->specific.services);
  free(arrangement->aggregate.later);
  free(arrangement->aggregate.services);
  free_lines(arrangement);
  sl_quoted_free(arrangement->quoted);
  free(arrangement->name);
}

/* NULL for NULL; *good turns false where there is no memory. */
static void *copy_of(const void *memory, size_t size, bool *good)
{
  void *copy = memory != NULL ? malloc(size + 1) : NULL;
  if (copy != NULL) {
    memcpy(copy, memory, size);
  }
  *good = *good && (memory == NULL || copy != NULL);
  return copy;
}

static char *copy_name(const char *name, bool *good)
{
  return copy_of(name, name != NULL ? strlen(name) + 1 : 0, good);
}

static void copy_charges(const sl_arrangement_t *from, sl_arrangement_t *copy, bool *good)
{
  copy->fees = copy_of(from->fees, from->n_fees * sizeof *from->fees, good);
  copy->n_fees = copy->fees != NULL ? from->n_fees : 0;
  for (size_t i = 0; i < copy->n_fees; i++) {
    copy->fees[i].name = copy_name(from->fees[i].name, good);
  }
  copy->taxes = copy_of(from->taxes, from->n_taxes * sizeof *from->taxes, good);
  copy->n_taxes = copy->taxes != NULL ? from->n_taxes : 0;
  for (size_t i = 0; i < copy->n_taxes; i++) {
    copy->taxes[i].name = copy_name(from->taxes[i].name, good);
  }
}

static void copy_lines(const sl_arrangement_t *from, size_t n_services, sl_arrangement_t *copy,
                       bool *good)
{
  const size_t mask = n_services * sizeof(bool);
  copy->insured = copy_of(from->insured, mask, good);
  copy->insured_lines =
      copy_of(from->insured_lines, from->n_insured_lines * sizeof *from->insured_lines, good);
  copy->n_insured_lines = copy->insured_lines != NULL ? from->n_insured_lines : 0;
  for (size_t i = 0; i < copy->n_insured_lines; i++) {
    copy->insured_lines[i].services = copy_of(from->insured_lines[i].services, mask, good);
  }
}

/* The contracts of later plan years. */
static sl_contract_t *copy_later(const sl_contract_t *later, size_t n, bool *good)
{
  return copy_of(later, n * sizeof *later, good);
}

int sl_arrangement_copy(const sl_arrangement_t *from, size_t n_services, sl_arrangement_t *copy)
{
  const size_t mask = n_services * sizeof(bool);
  const sl_specific_t *specific = &from->specific;
  bool good = true;
  *copy = *from;
  copy->name = copy_name(from->name, &good);
  copy->quoted = from->quoted != NULL ? sl_quoted_copy(from->quoted) : NULL;
  good = good && (from->quoted == NULL || copy->quoted != NULL);
  copy_charges(from, copy, &good);
  copy_lines(from, n_services, copy, &good);
  copy->specific.lasers =
      copy_of(specific->lasers, specific->n_lasers * sizeof *specific->lasers, &good);
  copy->specific.n_lasers = copy->specific.lasers != NULL ? specific->n_lasers : 0;
  copy->specific.later = copy_later(specific->later, specific->n_later, &good);
  copy->aggregate.later = copy_later(from->aggregate.later, from->aggregate.n_later, &good);
  copy->specific.services = copy_of(specific->services, mask, &good);
  copy->aggregate.services = copy_of(from->aggregate.services, mask, &good);
  return good ? SL_OK : SL_ERR_MEMORY;
}
