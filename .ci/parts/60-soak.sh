# about: many guests one after another in one JVM, for minutes: what it holds stays what it was
# lane: built
# only: long
# shellcheck shell=bash
junit soak test -Dtrapline.tags=soak -Dtrapline.tags.left= -Dtrapline.soak.minutes=5
