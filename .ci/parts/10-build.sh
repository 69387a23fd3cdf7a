# about: the build with its checks (Error Prone, NullAway, formatting, architecture) and every unit test
junit build verify
