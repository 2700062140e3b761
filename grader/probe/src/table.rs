//! The calls that a probe can be asked for, and the objects they act on.

use std::any::Any;
use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Answer, Call, panics};

/// All that can be called, by name. A probe's `main` fills it, a line a function.
#[derive(Default)]
pub struct Table {
    exercise: &'static str,
    entries: HashMap<String, Entry>,
    objects: HashMap<u32, Box<dyn Any>>,
}

type Entry = Box<dyn Fn(&mut HashMap<u32, Box<dyn Any>>, Option<u32>, Value) -> Result<Value, Trouble>>;

/// Why a call has no value.
enum Trouble {
    /// The learner's code panicked.
    Panic(crate::Panic),
    /// We asked wrongly.
    Question(String),
}

impl Table {
    /// Names the exercise of the calls that are registered next.
    pub fn exercise(&mut self, name: &'static str) -> &mut Self {
        self.exercise = name;
        self
    }

    /// Registers a free function. `A` is the tuple of its arguments; write out the types of the arguments and of
    /// the result at the call, so that a learner's changed signature is an error here and not another question.
    pub fn call<A, R>(&mut self, name: &str, function: impl Fn(A) -> R + 'static) -> &mut Self
    where
        A: DeserializeOwned,
        R: Serialize,
    {
        self.insert(name, move |_, _, args| {
            let args = read(args)?;
            write(panics::catch(|| function(args)).map_err(Trouble::Panic)?)
        })
    }

    /// Registers a constructor: its result becomes the object numbered by the call's `on`. The object that had
    /// this number before is dropped.
    pub fn new<A, T>(&mut self, name: &str, function: impl Fn(A) -> T + 'static) -> &mut Self
    where
        A: DeserializeOwned,
        T: 'static,
    {
        self.insert(name, move |objects, on, args| {
            let args = read(args)?;
            let number = on.ok_or_else(|| Trouble::Question(String::from("a constructor needs `on`")))?;
            let old = objects.remove(&number);
            let object = panics::catch(|| {
                drop(old);
                function(args)
            });
            objects.insert(number, Box::new(object.map_err(Trouble::Panic)?));
            Ok(Value::Null)
        })
    }

    /// Registers a method: it acts on the object numbered by the call's `on`, which must be a `T`.
    pub fn on<T, A, R>(&mut self, name: &str, method: impl Fn(&mut T, A) -> R + 'static) -> &mut Self
    where
        T: 'static,
        A: DeserializeOwned,
        R: Serialize,
    {
        self.insert(name, move |objects, on, args| {
            let args = read(args)?;
            let object = on
                .and_then(|number| objects.get_mut(&number))
                .and_then(|object| object.downcast_mut::<T>())
                .ok_or_else(|| Trouble::Question(format!("no such object: {on:?}")))?;
            write(panics::catch(|| method(object, args)).map_err(Trouble::Panic)?)
        })
    }

    /// Registers a method that uses the object up.
    pub fn end<T, A, R>(&mut self, name: &str, method: impl Fn(T, A) -> R + 'static) -> &mut Self
    where
        T: 'static,
        A: DeserializeOwned,
        R: Serialize,
    {
        self.insert(name, move |objects, on, args| {
            let args = read(args)?;
            let object = on
                .and_then(|number| objects.remove(&number))
                .and_then(|object| object.downcast::<T>().ok())
                .ok_or_else(|| Trouble::Question(format!("no such object: {on:?}")))?;
            write(panics::catch(|| method(*object, args)).map_err(Trouble::Panic)?)
        })
    }

    fn insert<F>(&mut self, name: &str, entry: F) -> &mut Self
    where
        F: Fn(&mut HashMap<u32, Box<dyn Any>>, Option<u32>, Value) -> Result<Value, Trouble> + 'static,
    {
        self.entries.insert(format!("{}/{name}", self.exercise), Box::new(entry));
        self
    }

    /// Makes the calls in order, up to the first that has no value.
    pub(crate) fn answer(&mut self, calls: Vec<Call>) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(calls.len());
        for Call { on, call, args } in calls {
            let result = match self.entries.get(&call) {
                Some(entry) => entry(&mut self.objects, on, Value::Array(args)),
                None => Err(Trouble::Question(format!("no such call: {call}"))),
            };
            match result {
                Ok(value) => answers.push(Answer::Value(value)),
                Err(trouble) => {
                    answers.push(match trouble {
                        Trouble::Panic(panic) => Answer::Panic(panic),
                        Trouble::Question(reason) => Answer::Unknown(reason),
                    });
                    break;
                }
            }
        }
        answers
    }
}

/// Reads a tuple of arguments. The empty tuple is `null` to serde and `[]` to us.
fn read<A: DeserializeOwned>(args: Value) -> Result<A, Trouble> {
    let args = if args.as_array().is_some_and(Vec::is_empty) { Value::Null } else { args };
    serde_json::from_value(args).map_err(|error| Trouble::Question(format!("arguments: {error}")))
}

fn write(value: impl Serialize) -> Result<Value, Trouble> {
    serde_json::to_value(value).map_err(|error| Trouble::Question(format!("result: {error}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ask(table: &mut Table, calls: Value) -> Value {
        serde_json::to_value(table.answer(serde_json::from_value(calls).unwrap())).unwrap()
    }

    fn counter() -> Table {
        let mut table = Table::default();
        table
            .exercise("counter")
            .call("double", |(number,): (u32,)| -> u32 { number.checked_mul(2).expect("too big") })
            .new("Counter::new", |(start,): (u32,)| -> u32 { start })
            .on("Counter::add", |counter: &mut u32, (by,): (u32,)| -> u32 {
                *counter += by;
                *counter
            })
            .end("Counter::end", |counter: u32, (): ()| -> u32 { counter });
        table
    }

    #[test]
    fn calls_are_made_in_order_on_numbered_objects() {
        let calls = json!([
            {"call": "counter/double", "args": [4]},
            {"call": "counter/Counter::new", "on": 1, "args": [10]},
            {"call": "counter/Counter::add", "on": 1, "args": [5]},
            {"call": "counter/Counter::end", "on": 1, "args": []},
        ]);
        assert_eq!(
            ask(&mut counter(), calls),
            json!([{"value": 8}, {"value": null}, {"value": 15}, {"value": 15}])
        );
    }

    #[test]
    fn answers_stop_at_the_first_panic() {
        crate::panics::remember_here();
        let calls = json!([
            {"call": "counter/double", "args": [4294967295_u32]},
            {"call": "counter/double", "args": [1]},
        ]);
        let answers = ask(&mut counter(), calls);
        assert_eq!(answers.as_array().unwrap().len(), 1);
        assert_eq!(answers[0]["panic"]["message"], "too big");
    }

    #[test]
    fn a_question_that_makes_no_sense_is_ours() {
        for calls in [
            json!([{"call": "counter/halve", "args": []}]),
            json!([{"call": "counter/double", "args": ["four"]}]),
            json!([{"call": "counter/Counter::add", "on": 9, "args": [1]}]),
        ] {
            assert!(ask(&mut counter(), calls)[0]["unknown"].is_string());
        }
    }
}
