"""Benchmarks: apart from the tests, printed as ratios, and written to build/bench.json."""
