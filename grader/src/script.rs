//! What a check asks for: calls of the learner's public interface, in wire form and as a person reads them.

use std::fmt;
use std::rc::Rc;

use probe::Call;

use crate::spell::Args;

/// An object that lives in the probe: its number there, and the variable that stands for it on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: &'static str,
}

/// Calls to make one after the other.
#[derive(Clone, Default)]
pub struct Script {
    pub(crate) calls: Vec<Call>,
    /// Only cards show them, so they are spelled when one is drawn.
    pub(crate) spelled: Vec<Spelling>,
}

/// How a call is spelled, once somebody wants to see it.
#[derive(Clone)]
pub(crate) struct Spelling {
    /// On a card.
    pub(crate) card: Rc<dyn Fn() -> String>,
    /// As Rust that compiles; `None` where it is the probe's own call, and not one of the public interface.
    pub(crate) rust: Option<Rc<dyn Fn() -> String>>,
}

/// A script of one call of a free function.
pub fn call(function: &str, args: impl Args + 'static) -> Script {
    Script::default().call(function, args)
}

impl Script {
    /// Calls a free function.
    pub fn call(self, function: &str, args: impl Args + 'static) -> Self {
        let name = function.to_owned();
        self.push(None, function, args, move |args| format!("{name}({args})"))
    }

    /// Makes an object, with `Type::constructor`.
    pub fn new(self, object: Object, constructor: &str, args: impl Args + 'static) -> Self {
        let name = constructor.to_owned();
        self.push(Some(object.number), constructor, args, move |args| {
            format!("let mut {} = {name}({args})", object.name)
        })
    }

    /// Calls `Type::method` on an object.
    pub fn on(self, object: Object, method: &str, args: impl Args + 'static) -> Self {
        let name = method.rsplit("::").next().unwrap_or(method).to_owned();
        self.push(Some(object.number), method, args, move |args| format!("{}.{name}({args})", object.name))
    }

    /// These calls, and then others.
    pub fn and(mut self, others: Script) -> Self {
        self.calls.extend(others.calls);
        self.spelled.extend(others.spelled);
        self
    }

    /// The same calls, which make an object of this name and set it up, told as one: the step of the first one, which is
    /// spelled like this, is the story of all of them. The others tell nothing.
    pub fn told_as_one(mut self, name: &'static str, text: impl Into<String>) -> Self {
        let rust: Vec<_> = self.spelled.iter().map(|spelling| spelling.rust.clone()).collect();
        let Some(first) = self.spelled.first_mut() else { return self };
        let text = text.into();
        first.card = Rc::new(move || text.clone());
        first.rust = rust.into_iter().collect::<Option<Vec<_>>>().map(|calls| -> Rc<dyn Fn() -> String> {
            Rc::new(move || {
                let calls: String = calls.iter().map(|call| format!("{}; ", call())).collect();
                format!("let mut {name} = {{ {calls}{name} }}")
            })
        });
        self
    }

    /// The calls as the probe is asked for them.
    pub(crate) fn of(&self, exercise: &str) -> Vec<Call> {
        let call = |call: &Call| Call { call: format!("{exercise}/{}", call.call), ..call.clone() };
        self.calls.iter().map(call).collect()
    }

    /// The same calls, the last of them spelled this way on cards.
    pub fn spelled(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if let Some(last) = self.spelled.last_mut() {
            last.card = Rc::new(move || text.clone());
        }
        self
    }

    /// The same calls, the last of them written as this in a test.
    pub fn coded(mut self, rust: impl Into<String>) -> Self {
        let text = rust.into();
        if let Some(last) = self.spelled.last_mut() {
            last.rust = Some(Rc::new(move || text.clone()));
        }
        self
    }

    /// The same calls; in a test, what the last of them gives is kept under this name, for a call that follows.
    pub fn kept_as(mut self, name: &'static str) -> Self {
        if let Some(last) = self.spelled.last_mut()
            && let Some(rust) = last.rust.take()
        {
            last.rust = Some(Rc::new(move || format!("let {name} = {}", rust())));
        }
        self
    }

    /// The same calls, the last of them the probe's own: no test can make it.
    pub fn of_the_probe(mut self) -> Self {
        if let Some(last) = self.spelled.last_mut() {
            last.rust = None;
        }
        self
    }

    fn push(
        mut self,
        on: Option<u32>,
        call: &str,
        args: impl Args + 'static,
        spell: impl Fn(String) -> String + 'static,
    ) -> Self {
        self.calls.push(Call { on, call: call.to_owned(), args: args.json() });
        let (args, spell) = (Rc::new(args), Rc::new(spell));
        let (args_of_card, spell_of_card) = (args.clone(), spell.clone());
        self.spelled.push(Spelling {
            card: Rc::new(move || spell_of_card(args_of_card.spell())),
            rust: Some(Rc::new(move || spell(args.rust()))),
        });
        self
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.spelled.iter().map(|spelling| (spelling.card)())).finish()
    }
}
