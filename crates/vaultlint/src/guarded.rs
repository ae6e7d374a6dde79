//! Work on one note that must not end the work on all.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// What broke, while guarded work runs on this thread.
    static BROKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Does `work`. When it panics, says where, and prints nothing.
///
/// # Errors
/// When `work` panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    GUARDED.set(true);
    // Nothing of what a note's check leaves half done is seen again: facts are set in one piece.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| {
        let broken = BROKEN.take().unwrap_or_default();
        format!("this is a mistake in vaultlint, please report it with the note: {broken}")
    })
}

fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = take_hook();
        set_hook(Box::new(move |info| {
            if GUARDED.with_borrow(|guarded| *guarded) {
                BROKEN.set(Some(info.to_string().replace('\n', " ")));
            } else {
                default(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message() {
        assert_eq!(guarded(|| 1), Ok(1));
        let message = guarded(|| panic!("out of ink")).unwrap_err();
        assert!(message.contains("out of ink"), "{message}");
    }
}
