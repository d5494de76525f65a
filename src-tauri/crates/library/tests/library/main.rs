//! The library as its users see it, on real folders.

mod adopt;
mod bad_input;
mod folders;
mod kit;
mod scan;
mod thumbs;
mod view;
mod watch;
