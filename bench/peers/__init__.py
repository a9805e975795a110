"""The engines that are measured, each behind the interface of `base`."""
