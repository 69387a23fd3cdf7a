# about: many guests one after another in one JVM, for minutes: what it holds stays what it was
# lane: maven
# only: long
# shellcheck shell=bash
junit soak verify -Dtrapline.tags=soak -Dtrapline.tags.left= -Dtrapline.soak.minutes=5
