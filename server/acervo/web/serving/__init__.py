"""What every route stands on: the site, the edition being served, answers of the engine as responses."""
