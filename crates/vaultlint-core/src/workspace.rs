//! The disk: finding a vault's root, its files and its configuration, reading notes, writing them back.
