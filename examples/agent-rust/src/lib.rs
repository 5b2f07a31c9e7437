//! The core of an agent under mev-sdk's control: the same events, commands and model give the same decisions, byte for
//! byte, as the agent in Java (`examples/agent`), whose tests run this one beside it. It decides and tells; it builds,
//! signs and sends no transaction.
//!
//! Start reading at [`core::Core`].

#![deny(unsafe_code)]

pub mod bid;
pub mod command;
pub mod core;
pub mod decision;
mod decision_json;
pub mod features;
pub mod frames;
pub mod json;
mod json_text;
#[allow(unsafe_code)]
mod library;
pub mod log;
pub mod model;
pub mod numbers;
pub mod opportunity;
pub mod policy;
pub mod proto;
pub mod registry;
pub mod scoring;
pub mod throttle;
