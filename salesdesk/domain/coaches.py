"""What the coaches of a deal prove; `hidden` is the answer for those who are not to know (method 4)."""

from salesdesk.domain.sheet import Sheet
from salesdesk.domain.strategy import Coach


def is_confirmed(coach: Coach) -> bool:
    """Ours, and all four tests passed: trusts us, trusted inside, wants us to win, told us a truth."""
    return (
        coach.side == "ours"
        and coach.they_trust_us
        and coach.trusted_inside
        and coach.wants_us_to_win
        and coach.told_truth
    )


def coach_state(sheet: Sheet) -> str:
    """`confirmed`, `unconfirmed` or `none`; `hidden` when the deal's close scope is not granted here."""
    if sheet.coaches is None:
        return "hidden"
    ours = [coach for coach in sheet.coaches if coach.side in ("ours", "possible")]
    if any(is_confirmed(coach) for coach in ours):
        return "confirmed"
    return "unconfirmed" if ours else "none"
