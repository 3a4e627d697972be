"""Minimum cover of teams: rules, how they hold today and in an edition, and who is behind them."""
