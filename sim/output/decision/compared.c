#include "sim/output/decision/compared.h"

#include "sim/output/decision/parts.h"

size_t sl_decision_subject(const sl_decision_t *decision) { return decision->subject; }

size_t sl_decision_reference(const sl_decision_t *decision) { return decision->reference; }

sl_estimate_t sl_decision_saving(const sl_decision_t *decision, size_t a)
{
  return decision->against[a].saving;
}

sl_estimate_t sl_decision_cheaper(const sl_decision_t *decision, size_t a)
{
  return decision->against[a].cheaper;
}
