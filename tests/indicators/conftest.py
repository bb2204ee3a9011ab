"""Properties are tried on the same few dozen cases everywhere, without a clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same-everywhere",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same-everywhere")
