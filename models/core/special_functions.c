#include "models/core/special_functions.h"

#include "models/core/elementary.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* c[0] + c[1] x + ... */
static double polynomial(const double *c, size_t n, double x)
{
  double sum = 0.0;
  while (n-- > 0) {
    sum = sum * x + c[n];
  }
  return sum;
}

/* ---- normal ---- */

/* Cody's three ranges end here; beyond the last nothing is left in a double. */
#define NORMAL_MIDDLE 0.66291
#define NORMAL_LARGE 5.656854249492380195
#define NORMAL_NONE 38.5

/* exp(-z^2 / 2): the square of z cut to sixteenths is exact. */
static double bell(double z)
{
  const double cut = floor(z * 16.0) / 16.0;
  return sl_det_exp(-0.5 * cut * cut) * sl_det_exp(-0.5 * (z - cut) * (z + cut));
}

/* P(0 < Z < z), |z| below NORMAL_MIDDLE. */
static double near_the_middle(double z)
{
  static const double a[] = {18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                             2.2352520354606839287, 0.065682337918207449113};
  static const double b[] = {45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                             47.20258190468824187, 1.0};
  return z * polynomial(a, COUNT_OF(a), z * z) / polynomial(b, COUNT_OF(b), z * z);
}

static double between(double z)
{
  static const double c[] = {
      9842.7148383839780218, 11602.651437647350124,  6848.1904505362823326,
      2494.5375852903726711, 597.27027639480026226,  93.506656132177855979,
      8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8};
  static const double d[] = {19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                             18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                             235.38790178262499861, 22.266688044328115691, 1.0};
  return bell(z) * polynomial(c, COUNT_OF(c), z) / polynomial(d, COUNT_OF(d), z);
}

static double far_out(double z)
{
  static const double p[] = {2.9112874951168792e-5, 0.001421619193227893466,
                             0.022235277870649807,  0.1274011611602473639,
                             0.21589853405795699,   0.02307344176494017303};
  static const double q[] = {7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515,
                             0.468238212480865118,   1.28426009614491121,    1.0};
  const double s = 1.0 / (z * z);
  const double rest = s * polynomial(p, COUNT_OF(p), s) / polynomial(q, COUNT_OF(q), s);
  return bell(z) * (0.39894228040143267794 - rest) / z; /* 1 / sqrt(2 pi) */
}

/* P(Z > z), z >= NORMAL_MIDDLE. */
static double upper_tail(double z)
{
  return z < NORMAL_LARGE ? between(z) : z < NORMAL_NONE ? far_out(z) : 0.0;
}

double sl_normal_survival(double z)
{
  if (fabs(z) < NORMAL_MIDDLE) {
    return 0.5 - near_the_middle(z);
  }
  return z > 0.0 ? upper_tail(z) : 1.0 - upper_tail(-z);
}

double sl_normal_cdf(double z) { return sl_normal_survival(-z); }

/* Of p - 1/2, at most 0.425. */
static double quantile_near_the_middle(double q)
{
  static const double a[] = {3.387132872796366608,  133.14166789178437745, 1971.5909503065514427,
                             13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                             33430.575583588128105, 2509.0809287301226727};
  static const double b[] = {1.0,
                             42.313330701600911252,
                             687.1870074920579083,
                             5394.1960214247511077,
                             21213.794301586595867,
                             39307.89580009271061,
                             28729.085735721942674,
                             5226.495278852854561};
  const double r = 0.180625 - q * q;
  return q * polynomial(a, COUNT_OF(a), r) / polynomial(b, COUNT_OF(b), r);
}

/* Of r = sqrt(-log tail), tail below 0.075. */
static double quantile_between(double r)
{
  static const double a[] = {1.42343711074968357734,   4.6303378461565452959,
                             5.7694972214606914055,    3.64784832476320460504,
                             1.27045825245236838258,   0.24178072517745061177,
                             0.0227238449892691845833, 7.7454501427834140764e-4};
  static const double b[] = {1.0,
                             2.05319162663775882187,
                             1.6763848301838038494,
                             0.68976733498510000455,
                             0.14810397642748007459,
                             0.0151986665636164571966,
                             5.475938084995344946e-4,
                             1.05075007164441684324e-9};
  return polynomial(a, COUNT_OF(a), r - 1.6) / polynomial(b, COUNT_OF(b), r - 1.6);
}

static double quantile_far_out(double r)
{
  static const double a[] = {6.6579046435011037772,     5.4637849111641143699,
                             1.7848265399172913358,     0.29656057182850489123,
                             0.026532189526576123093,   0.0012426609473880784386,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double b[] = {1.0,
                             0.59983220655588793769,
                             0.13692988092273580531,
                             0.0148753612908506148525,
                             7.868691311456132591e-4,
                             1.8463183175100546818e-5,
                             1.4215117583164458887e-7,
                             2.04426310338993978564e-15};
  return polynomial(a, COUNT_OF(a), r - 5.0) / polynomial(b, COUNT_OF(b), r - 5.0);
}

double sl_normal_quantile_upper(double q)
{
  if (fabs(q - 0.5) <= 0.425) {
    return -quantile_near_the_middle(q - 0.5);
  }
  const double tail = q < 0.5 ? q : 1.0 - q;
  if (!(tail > 0.0)) {
    return q < 0.5 ? (double)INFINITY : -(double)INFINITY;
  }
  const double r = sqrt(-sl_det_log(tail));
  const double z = r <= 5.0 ? quantile_between(r) : quantile_far_out(r);
  return q < 0.5 ? z : -z;
}

double sl_normal_quantile(double p) { return -sl_normal_quantile_upper(p); }

/* ---- gamma ---- */

#define STIRLING_FROM 12.0
#define HALF_LOG_TWO_PI 0.91893853320467274178

/* log Gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2. */
static double stirling_rest(double x)
{
  static const double c[] = {1.0 / 12,    -1.0 / 360,       1.0 / 1260,
                             -1.0 / 1680, 1.0 / 1188,       -691.0 / 360360,
                             1.0 / 156,   -3617.0 / 122400, 43867.0 / 244188};
  return polynomial(c, COUNT_OF(c), 1.0 / (x * x)) / x;
}

/* log Gamma(2 + e), |e| <= 1/2: (1 - Euler's constant) e + sum of (-1)^k (zeta(k) - 1) e^k / k. */
static double log_gamma_near_two(double e)
{
  static const double c[] = {
      0.42278433509846713939,     0.32246703342411321824,    -0.067352301053198095133,
      0.020580808427784547879,    -0.0073855510286739852663, 0.0028905103307415232858,
      -0.0011927539117032609771,  0.00050966952474304242234, -0.00022315475845357937976,
      0.000099457512781808533715, -0.0000449262367381331417, 0.000020507212775670691553,
      -9.439488275268395904e-6,   4.3748667899074878042e-6,  -2.0392157538013662368e-6,
      9.5514121304074198329e-7,   -4.4924691987645660433e-7, 2.1207184805554665869e-7,
      -1.0043224823968099609e-7,  4.7698101693639805658e-8,  -2.271109460894316491e-8,
      1.0838659214896954091e-8,   -5.1834750419700466551e-9, 2.4836745438024783172e-9,
      -1.1921401405860912074e-9,  5.7313672416788620133e-10, -2.7595228851242331452e-10};
  return e * polynomial(c, COUNT_OF(c), e);
}

/* x to [3/2, 5/2] by Gamma(x + 1) = x Gamma(x); *up and *down: what was multiplied and divided by.
 */
static double near_two(double x, double *up, double *down)
{
  for (*up = 1.0; x > 2.5; *up *= x) {
    x -= 1.0;
  }
  for (*down = 1.0; x < 1.5; x += 1.0) {
    *down *= x;
  }
  return x - 2.0;
}

double sl_log_gamma(double x)
{
  if (x >= STIRLING_FROM) {
    return (x - 0.5) * sl_det_log(x) - x + HALF_LOG_TWO_PI + stirling_rest(x);
  }
  double up, down;
  const double e = near_two(x, &up, &down);
  return log_gamma_near_two(e) + sl_det_log(up) - sl_det_log(down);
}

double sl_gamma(double x)
{
  double up, down;
  const double e = near_two(x, &up, &down);
  return sl_det_exp(log_gamma_near_two(e)) * up / down;
}

/* m - log(1 + m), 1 + m = x / a, without cancellation about 0: with r = m / (2 + m),
 * log(1 + m) = 2 (r + r^3/3 + ...) and m = r (2 + m). */
static double log_deficit(double a, double x)
{
  const double m = (x - a) / a;
  if (fabs(m) > 0.4) {
    return m - sl_det_log(x / a);
  }
  const double r = m / (2.0 + m), z = r * r;
  double sum = 0.0;
  for (int k = 25; k >= 3; k -= 2) {
    sum = sum * z + 1.0 / k;
  }
  return m * r - 2.0 * r * z * sum;
}

/* x^a e^-x / Gamma(a + 1). */
static double leading_factor(double a, double x)
{
  if (a < STIRLING_FROM) {
    return sl_det_exp(a * sl_det_log(x) - x - sl_log_gamma(a + 1.0));
  }
  return sl_det_exp(-a * log_deficit(a, x) - stirling_rest(a)) /
         sqrt(2.0 * 3.14159265358979323846 * a);
}

/* P(a, x) / leading factor = 1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ... */
static double gamma_series(double a, double x)
{
  double sum = 1.0, term = 1.0;
  for (double n = 1.0; term > sum * (0.25 * DBL_EPSILON); n += 1.0) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/* Q(a, x) / leading factor = a / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / ...)). */
static double gamma_fraction(double a, double x)
{
  double b = x + 1.0 - a, c = 1e300, d = 1.0 / b, h = d;
  for (double n = 1.0; n < 1e6; n += 1.0) {
    const double numerator = -n * (n - a);
    b += 2.0;
    d = 1.0 / (numerator * d + b);
    c = b + numerator / c;
    h *= d * c;
    if (fabs(d * c - 1.0) <= DBL_EPSILON) {
      break;
    }
  }
  return a * h;
}

double sl_gamma_lower(double a, double x)
{
  if (!(x > 0.0) || isinf(x)) {
    return x > 0.0 ? 1.0 : 0.0;
  }
  return x < a + 1.0 ? leading_factor(a, x) * gamma_series(a, x) : 1.0 - sl_gamma_upper(a, x);
}

double sl_gamma_upper(double a, double x)
{
  if (!(x > 0.0) || isinf(x)) {
    return x > 0.0 ? 0.0 : 1.0;
  }
  if (x < a + 1.0) {
    return 1.0 - leading_factor(a, x) * gamma_series(a, x);
  }
  const double leading = leading_factor(a, x);
  return leading > 0.0 ? leading * gamma_fraction(a, x) : 0.0;
}

/* ---- beta ---- */

/* The continued fraction of I_x(a, b) a B(a, b) / (x^a y^b), x at most (a + 1) / (a + b + 2). */
static double beta_fraction(double x, double a, double b)
{
  double c = 1.0, d = 1.0 / (1.0 - (a + b) * x / (a + 1.0)), h = d;
  for (double m = 1.0; m < 1e5; m += 1.0) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    d = 1.0 / (1.0 + even * d);
    c = 1.0 + even / c;
    h *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    d = 1.0 / (1.0 + odd * d);
    c = 1.0 + odd / c;
    h *= d * c;
    if (fabs(d * c - 1.0) <= DBL_EPSILON) {
      break;
    }
  }
  return h;
}

static double below(double x, double y, double a, double b)
{
  const double log_beta = sl_log_gamma(a) + sl_log_gamma(b) - sl_log_gamma(a + b);
  const double log_x = x < 0.5 ? sl_det_log(x) : sl_det_log1p(-y);
  const double log_y = y < 0.5 ? sl_det_log(y) : sl_det_log1p(-x);
  return sl_det_exp(a * log_x + b * log_y - log_beta) * beta_fraction(x, a, b) / a;
}

double sl_beta_lower(double x, double y, double a, double b)
{
  if (!(x > 0.0) || !(y > 0.0)) {
    return x > 0.0 ? 1.0 : 0.0;
  }
  return x * (a + b + 2.0) <= a + 1.0 ? below(x, y, a, b) : 1.0 - below(y, x, b, a);
}
