//! fal-sim
