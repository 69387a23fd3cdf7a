# about: the build with its checks (Error Prone, NullAway, formatting, architecture) and every unit test
# lane: maven
# shellcheck shell=bash
junit build verify
