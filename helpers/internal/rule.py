"""The course's one rule for a real difference, so that lessons, figures and tests agree."""

import numpy as np


def real_difference(lead: np.ndarray) -> bool:
    """Ahead for every seed, and on average by at least two standard errors.

    Args:
        lead: how far one arm is ahead of the other, one value per seed, paired. All negative
            counts too: then the other arm is really ahead.
    """
    lead = np.asarray(lead)
    same_sign = (lead > 0).all() or (lead < 0).all()
    return bool(same_sign and abs(lead.mean()) >= 2 * standard_error(lead))


def standard_error(lead: np.ndarray) -> float:
    """How far off the mean may be: the standard deviation over the root of the number of seeds."""
    return np.std(lead, ddof=1) / len(lead) ** 0.5
