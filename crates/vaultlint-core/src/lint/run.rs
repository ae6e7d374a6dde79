//! Runs rules one after the other, on a large note two at a time where no other notes are checked meanwhile.

use crate::config::Scope;
use crate::diagnostic::Diagnostic;
use crate::rule::{Category, Context, Known, Level, Peers, RuleInfo};
use crate::rules::DynRule;
use crate::vault::Vault;

/// From how many bytes on the rules that look at a text are shared out between two threads.
const LARGE: usize = 1 << 17;

/// A rule with its place among all rules and its level.
type Chosen<'a> = (usize, &'a dyn DynRule, Level);

/// What the rules find that `runs` accepts, in the order of the rules, in a text of `size` bytes.
pub(super) fn run(
    scope: &Scope<'_>,
    vault: &Vault,
    known: &Known,
    size: usize,
    runs: impl Fn(&'static RuleInfo, Level) -> bool,
    check: impl Fn(&dyn DynRule, Context<'_>) + Sync,
) -> Vec<Diagnostic> {
    let (rules, levels) = (scope.rules(), scope.levels());
    let level = |rule: &'static RuleInfo| scope.level(rule);
    let peers = Peers { rules: &rules, level: &level };
    // Both are in the order of all rules.
    let all = rules.rules().into_iter().zip(levels.iter()).enumerate();
    let all = all.map(|(index, (rule, level))| (index, rule, *level));
    let chosen: Vec<Chosen<'_>> = all.filter(|(_, rule, level)| runs(rule.info(), *level)).collect();
    let run_each = |chosen: &[Chosen<'_>], known: &Known| {
        let run_one = |(index, rule, level): &Chosen<'_>| {
            let mut found = Vec::new();
            check(*rule, Context::new(vault, rule.info(), *level, peers, known, &mut found));
            (*index, found)
        };
        chosen.iter().map(run_one).collect()
    };
    let is_busy = size < LARGE || rayon::current_thread_index().is_some();
    let found = if is_busy { run_each(&chosen, known) } else { shared_out(chosen, known, run_each) };
    found.into_iter().flat_map(|(_, found)| found).collect()
}

/// What `run_each` finds by each of `chosen`, sorted, where another thread does its part.
fn shared_out<T: Send>(
    chosen: Vec<Chosen<'_>>,
    known: &Known,
    run_each: impl Fn(&[Chosen<'_>], &Known) -> Vec<(usize, T)> + Sync,
) -> Vec<(usize, T)> {
    // Rules about links share what they ask for, and need most of the time.
    let about_links = |rule: &RuleInfo| matches!(rule.category, Category::Links | Category::CanvasAndBases);
    let (of_links, others): (Vec<_>, Vec<_>) =
        chosen.into_iter().partition(|(_, rule, _)| about_links(rule.info()));
    let (run_each, others, apart) = (&run_each, &others, known.apart());
    let mut found = std::thread::scope(|threads| {
        // Not one of the threads that check other notes: it might have to wait for these.
        let rest = threads.spawn(move || run_each(others, &apart));
        let found = run_each(&of_links, known);
        let rest = rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        [found, rest]
    })
    .into_iter()
    .flatten()
    .collect::<Vec<_>>();
    found.sort_by_key(|(index, _)| *index);
    found
}
