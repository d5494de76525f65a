//! Better photographs without a model.
