//! What the rules about links share.

pub(crate) mod dead;
pub(super) mod edit;
pub(super) mod near;
pub(super) mod patterns;
pub(super) mod report;
