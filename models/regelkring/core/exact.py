"""Logarithm, exponential and draws that give the same bits on every platform.

The C library's exp, log and pow differ in the last bit between platforms, so that a run in the
browser would not be the run on the command line. These use only + - * / and exact scaling by
powers of two, which IEEE 754 fixes to the bit.
"""

from __future__ import annotations

from math import frexp, ldexp, sqrt
from random import Random

_LN2_HIGH = 0.693147180369123816490  # the first 33 bits of ln 2: k * _LN2_HIGH is exact
_LN2_LOW = 1.90821492927058770002e-10
_ROOT_HALF = 0.7071067811865476


def exp(x: float) -> float:
    """e to the power x, within 2 units in the last place; 0.0 below -745, OverflowError above 709."""
    if x < -745.0:
        return 0.0
    if x > 709.0:
        raise OverflowError("exp: result too large")
    k = int(x / 0.6931471805599453 + (0.5 if x >= 0 else -0.5))
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    total = 1.0
    for n in range(17, 0, -1):  # Taylor, by Horner: |r| < 0.35, so 17 terms reach the last bit
        total = 1.0 + total * r / n
    return ldexp(total, k)


def log(x: float) -> float:
    """Natural logarithm of x > 0, within 2 units in the last place; ValueError otherwise."""
    if not x > 0.0:
        raise ValueError("log: x must be above 0")
    m, k = frexp(x)
    if m < _ROOT_HALF:
        m, k = m * 2.0, k - 1
    f = (m - 1.0) / (m + 1.0)
    square = f * f
    total = 0.0
    for n in range(25, 0, -2):  # ln m = 2 (f + f^3/3 + f^5/5 + ...), |f| < 0.172
        total = total * square + 1.0 / n
    return k * _LN2_HIGH + (2.0 * f * total + k * _LN2_LOW)


def power(x: float, y: float) -> float:
    """x to the power y for x > 0."""
    return exp(y * log(x))


def poisson(random: Random, mean: float) -> int:
    """A Poisson draw by counting uniforms (Knuth); a large mean is drawn in pieces of 30."""
    total = 0
    while mean > 30.0:
        total += poisson(random, 30.0)
        mean -= 30.0
    floor, product = exp(-mean), random.random()
    while product > floor:
        total += 1
        product *= random.random()
    return total


def geometric(random: Random, chance: float) -> int:
    """The number of trials up to and with the first success, 0 < chance <= 1: 1, 2, 3, ..."""
    if chance >= 1.0:
        return 1
    return 1 + int(log(1.0 - random.random()) / log(1.0 - chance))


def normal(random: Random, mean: float = 0.0, sd: float = 1.0) -> float:
    """A normal draw by the inverse of the distribution function."""
    return mean + sd * normal_quantile((random.getrandbits(52) + 0.5) / 4503599627370496.0)


# Acklam's rational approximation of the normal quantile (2003), relative error below 1.2e-9.
_A = (-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2,
      1.383577518672690e2, -3.066479806614716e1, 2.506628277459239)  # fmt: skip
_B = (-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2,
      6.680131188771972e1, -1.328068155288572e1, 1.0)  # fmt: skip
_C = (-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838,
      -2.549732539343734, 4.374664141464968, 2.938163982698783)  # fmt: skip
_D = (7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0)


def normal_quantile(p: float) -> float:
    """The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1."""
    if p > 0.5:
        return -normal_quantile(1.0 - p)
    if p < 0.02425:
        q = sqrt(-2.0 * log(p))
        return _horner(_C, q) / _horner(_D, q)
    q = p - 0.5
    return q * _horner(_A, q * q) / _horner(_B, q * q)


def _horner(coefficients: tuple[float, ...], x: float) -> float:
    total = 0.0
    for coefficient in coefficients:
        total = total * x + coefficient
    return total
