"""Coverage: how much of each source is drawn on, and which passages nobody has accounted for."""
