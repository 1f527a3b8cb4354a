"""Tests as TAP."""


def run(tests):
    """Runs functions; each is given nothing, is told of by its docstring, and fails by an exception. The exit code."""
    print("1..%d" % len(tests), flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print("ok %d - %s" % (number, test.__doc__), flush=True)
        except Exception as error:  # whatever went wrong, the others are run
            failed += 1
            lines = "".join("# %s\n" % line for line in str(error).splitlines() or [type(error).__name__])
            print("not ok %d - %s\n%s" % (number, test.__doc__, lines), end="", flush=True)
    return 1 if failed else 0
