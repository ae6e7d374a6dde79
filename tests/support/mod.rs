//! What the tests at the root share. Each uses a part of it.
#![allow(dead_code)]

pub mod page;
