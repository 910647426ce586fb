"""The tour: the main job walked from outside, over HTTP only, as each user would."""
