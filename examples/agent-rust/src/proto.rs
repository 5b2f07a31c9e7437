//! The two schemas of `proto/`, as prost has them; see `build.rs`.

#[rustfmt::skip]
#[allow(clippy::all)]
#[path = "proto/market.rs"]
pub mod market;

#[rustfmt::skip]
#[allow(clippy::all)]
#[path = "proto/realtime.rs"]
pub mod realtime;
