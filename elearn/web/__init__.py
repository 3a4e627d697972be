"""The web kit every feature shares: page registration, guard, transactions, headers, components."""
