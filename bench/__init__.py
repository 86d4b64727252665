"""Benchmarks: each number stands beside a peer or a limit that was measured in the same run, as a ratio.

make bench                  all of them
python -m bench.build       one
"""
