"""Writing down what people say."""
