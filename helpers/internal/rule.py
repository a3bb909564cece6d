"""The course's one rule for a real difference, so that lessons, figures and tests agree."""

import numpy as np
from scipy.stats import sem as standard_error


def real_difference(lead: np.ndarray) -> bool:
    """Ahead for every seed, and on average by at least two standard errors of the mean.

    lead: how far one arm is ahead of the other, one value per seed, paired. All negative counts
    too: then the other arm is really ahead.
    """
    lead = np.asarray(lead)
    same_sign = (lead > 0).all() or (lead < 0).all()
    return bool(same_sign and abs(lead.mean()) >= 2 * standard_error(lead))
