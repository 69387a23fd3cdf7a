# about: the build with its checks (Error Prone, NullAway, formatting, architecture) and every unit test
# lane: first
# shellcheck shell=bash
# Modules that do not need each other are built at a time.
junit build verify -T 2
