/* Binding of threads to processors.
 *
 * Unbound threads were seen to give anything between one and two times one thread's speed on two
 * processors. A run that uses every processor it may use pins thread i to the i-th of them, inside
 * parallel regions only; one that uses fewer leaves placement to the kernel, so that several runs
 * side by side do not pile up on the same processors. OMP_PROC_BIND in the environment wins.
 */
#ifndef SL_SIM_ENGINE_COMPILE_BINDING_H
#define SL_SIM_ENGINE_COMPILE_BINDING_H

typedef struct sl_binding sl_binding_t;

/* NULL where threads are not to be bound (or memory is short: binding is only for speed). */
sl_binding_t *sl_binding_new(int threads);
void sl_binding_free(sl_binding_t *binding);

/* To be called by each thread on entering and leaving a parallel region; NULL does nothing. */
void sl_binding_enter(const sl_binding_t *binding, int thread);
void sl_binding_leave(const sl_binding_t *binding);

#endif
