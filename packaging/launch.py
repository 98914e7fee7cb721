"""Start salesdesk or its tests, doing all the set-up that is needed first: see `launch.py --help`."""

# This file stays readable for any Python 3, so that an old one can say what is wrong.
import os
import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.stderr.write(
        "salesdesk needs Python 3.11 or newer; this is Python %d.%d.\n"
        "Install a newer Python and start again with it, for example: python3.11 packaging/launch.py run\n"
        % (sys.version_info[0], sys.version_info[1])
    )
    sys.exit(3)

# Also where Python was told not to add the folder of the script.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

if __name__ == "__main__":
    from launch_commands import main

    sys.exit(main(sys.argv[1:]))
