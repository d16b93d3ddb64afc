/* OpenMP for one thread, as its specification has it outside a parallel region (OpenMP 4.5, 3.2).
 */
#ifndef SL_SIM_PAGE_ALONE_OMP_H
#define SL_SIM_PAGE_ALONE_OMP_H

static inline int omp_get_thread_num(void) { return 0; }
static inline int omp_get_max_threads(void) { return 1; }
static inline int omp_get_num_procs(void) { return 1; }

#endif
