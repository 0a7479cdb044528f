"""`python -m demo` is `backpat demo`."""

from demo.command import demo

demo()
