"""The training itself: module folders read, checked, published and served as immutable versions."""
