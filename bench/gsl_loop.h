/* The peer: workload W as one would write it in C on the GNU Scientific Library. */
#ifndef SL_BENCH_GSL_LOOP_H
#define SL_BENCH_GSL_LOOP_H

#include <stddef.h>

/* retained[t] = plan paid less specific reimbursement of trial t; *claims receives how many were
 * drawn, *aggregate the mean aggregate reimbursement. Member i has the expected claims
 * expected[i]. 0, or -1 without memory. */
int sl_bench_gsl_loop(const double *expected, size_t members, size_t trials, unsigned long seed,
                      double *retained, double *claims, double *aggregate);

#endif
