//! Formulas of a base that need each other.

use super::compared::{Token, tokens};
use crate::note::Property;

/// The circles among `formulas`: of each the formulas in their order, by index, from the first one in the file on. No
/// formula is in two of them.
pub(super) fn circles(formulas: &[Property]) -> Vec<Vec<usize>> {
    let needs: Vec<Vec<usize>> = formulas.iter().map(|formula| needed(formulas, formula)).collect();
    let mut is_known = vec![false; formulas.len()];
    let mut found = Vec::new();
    for start in 0..formulas.len() {
        if is_known.get(start) == Some(&false)
            && let Some(circle) = circle_of(&needs, start, &is_known)
        {
            circle
                .iter()
                .for_each(|index| is_known.get_mut(*index).into_iter().for_each(|known| *known = true));
            found.push(circle);
        }
    }
    found
}

/// The way from `start` back to it, past what `is_known` to be in another circle.
fn circle_of(needs: &[Vec<usize>], start: usize, is_known: &[bool]) -> Option<Vec<usize>> {
    // By formula: what needs it on the way from `start`.
    let mut before: Vec<Option<usize>> = vec![None; needs.len()];
    let mut waiting = vec![start];
    while let Some(index) = waiting.pop() {
        for next in needs.get(index)?.iter().copied().filter(|next| is_known.get(*next) == Some(&false)) {
            if next == start {
                let way = std::iter::successors(Some(index), |index| {
                    if *index == start { None } else { before.get(*index).copied().flatten() }
                });
                let mut circle: Vec<usize> = way.collect();
                circle.reverse();
                return Some(circle);
            }
            if let Some(place @ None) = before.get_mut(next) {
                *place = Some(index);
                waiting.push(next);
            }
        }
    }
    None
}

/// The formulas that `formula` names, as `formula.name` or `formula["name"]`.
fn needed(formulas: &[Property], formula: &Property) -> Vec<usize> {
    let tokens = formula.value.as_str().map(tokens).unwrap_or_default();
    let named = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        Token::Word("formula") => match tokens.get(at + 1..at + 4)? {
            [Token::Sign("["), Token::Text(name, ..), Token::Sign("]")] => Some(name.as_str()),
            _ => None,
        },
        Token::Word(word) => word.strip_prefix("formula.")?.split('.').next(),
        _ => None,
    });
    named.filter_map(|name| formulas.iter().position(|formula| &*formula.key == name)).collect()
}
