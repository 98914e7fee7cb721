"""Compile the catalogues and print what cannot be read or is missing; exit 1 when anything is."""

from salesdesk.text.catalogue import LANGUAGES, load
from salesdesk.text.completeness import problems


def main() -> int:
    """Compile both languages and list what to mend, one line each."""
    for language in LANGUAGES:
        load(language)
    found = problems()
    for line in found:
        print(line)
    print(f"{len(found)} to mend" if found else "complete")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
