//! What the rules about links share.

pub(super) mod dead;
pub(super) mod edit;
pub(super) mod near;
pub(super) mod patterns;
pub(super) mod report;
