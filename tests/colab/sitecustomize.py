"""Put on PYTHONPATH, this makes any Python look like Colab's kernel: `google.colab` is loaded."""

import google.colab  # noqa: F401
