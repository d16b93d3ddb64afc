/* Whoever looks at the single claims of one trial (sim/engine/one_trial.h): they are what the path
 * draws and adjudicates in any case, handed on before they become sums. */
#ifndef SL_SIM_ENGINE_TRIALS_OBSERVER_H
#define SL_SIM_ENGINE_TRIALS_OBSERVER_H

#include <stdbool.h>
#include <stdint.h>

#define SL_NO_CONDITION UINT32_MAX

/* A claim, or one payment of a claim that is paid in parts. */
typedef struct sl_seen_claim {
  uint32_t person;    /* index into the group's persons */
  bool is_year;       /* not a claim but all of the person's year: annual totals were drawn; then
                         service, days and condition mean nothing */
  uint32_t service;   /* index */
  uint32_t condition; /* index of the condition whose case it is part of; SL_NO_CONDITION */
  bool of_child;      /* the case is that of a child, and falls on the mother */
  bool outside;       /* of the network, where the plan asks */
  int32_t incurred, paid; /* relative days */
  double allowed;         /* what the plan does not pay of it is the member's */
  double plan_paid;
} sl_seen_claim_t;

typedef struct sl_observer {
  uint32_t trial; /* whose claims are wanted */
  void (*see)(void *context, const sl_seen_claim_t *claim);
  void *context;
} sl_observer_t;

#endif
