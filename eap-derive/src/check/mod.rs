//! Every rule that makes an input wrong. All questions are asked, and each answer has its own span and says what to write
//! instead.

mod component;
mod names;
mod outputs;
mod parameters;
mod signature;
mod verdict;

pub(crate) use self::verdict::Verdict;
use crate::errors::Errors;
use crate::model::Component;
use crate::names::Names;

/// Reports all mistakes, and returns what to expand in spite of them.
pub(crate) fn check(component: &Component, names: &Names, errors: &mut Errors) -> Verdict {
    let mut verdict = Verdict {
        is_struct: component::check_struct(component, errors),
        ..Verdict::default()
    };
    let known = errors.len();
    component::check(component, errors);
    verdict.is_wrong = errors.len() > known;
    for (index, operation) in component.operations.iter().enumerate() {
        let known = errors.len();
        signature::check(operation, errors);
        parameters::check(operation, errors);
        outputs::check(operation, errors);
        if operation.method.is_broken || errors.len() > known {
            verdict.wrong.push(index);
        }
    }
    names::check(component, names, &mut verdict, errors);
    verdict
}
