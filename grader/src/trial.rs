//! One check, tried on one submission: the words that checks are written in.
//!
//! A check makes inputs, asks the learner's code about them, and says what should have come of it. Most are
//! laws: for every input this holds. A [`Trial`] asks about many inputs in one question, because that is quick,
//! and when something differs it looks for the smallest input that differs in the same way.
//!
//! Checks see no file, no clock and no terminal, and learner code is never in their process.

use std::fmt::Debug;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use ::probe::{Answer, Call, Panic};
use proptest::strategy::{Strategy, ValueTree};
use serde::de::DeserializeOwned;

use crate::finding::{Code, Detail, Figure, Finding, Kind, Step};
use crate::peer::Peer;
use crate::peers::{Peers, Server};
use crate::probe::{Ending, TO_COMPUTE, size};
use crate::process::{Exit, Limits};
use crate::sanitise;
use crate::script::{Script, Spelling};
use crate::seat::{Seat, Told};
use crate::seed::Streams;
use crate::spell::Spell;

/// Random cases of a law, unless somebody asks for another number.
pub const CASES: u32 = 200;
/// Attempts to make a failing input smaller.
const MAX_SHRINKS: u32 = 600;
/// Of them, those after which a fresh probe was needed.
const MAX_DEATHS_SHRINKING: u32 = 200;
/// Of those, the ones where it hung, which costs a second each.
const MAX_HANGS_SHRINKING: u32 = 8;
/// Times that an answer that was wrong among others may be right alone before we believe that it is.
const LUCKY: u32 = 8;
/// Bytes of questions asked at once: half of what a line may have.
const BATCH_BYTES: usize = ::probe::MAX_LINE_BYTES / 2;
/// Cases asked at once, at most. The first is asked alone, and then eight times as many each time, so that code
/// that is wrong everywhere, or hangs, is told soon.
const MAX_BATCH_CASES: usize = 256;

/// What comes of a check.
pub type Verdict = Result<(), Box<Finding>>;

/// One check being tried.
#[derive(Debug)]
pub struct Trial<'a> {
    /// Where the probe sits.
    pub seat: &'a mut Seat,
    /// The exercise's name.
    pub exercise: &'a str,
    /// Where inputs come from.
    pub streams: Streams,
    /// How many random cases a law has.
    pub cases: u32,
    /// This case only, to replay it.
    pub only: Option<u32>,
    /// What the learner's code printed in the first case that printed something.
    pub printed: String,
    /// Peers that we did not write.
    pub peers: &'a Peers<'a>,
    /// One that can't be had is our fault.
    pub needs_peers: bool,
}

/// What is wrong with one case, told by the check; the trial adds the story.
#[derive(Debug)]
pub struct Trouble {
    kind: Kind,
    message: String,
    fault: Option<&'static str>,
    figures: Vec<Figure>,
}

/// A wrong answer that a certain mistake would give.
pub type Looks<T> = (&'static str, T);

/// The answers to one case, read in order.
#[derive(Debug)]
pub struct Seen<'a> {
    answers: std::slice::Iter<'a, Answer>,
    script: &'a Script,
    /// How many of the script's calls were looked at.
    looked_at: usize,
    /// Whether somebody will read the steps. Most answers are right, and spelling them all takes longer than
    /// judging them.
    told: bool,
    steps: Vec<Step>,
}

/// A conversation about one case, for checks whose next question depends on the last answer.
#[derive(Debug)]
pub struct Talk<'t, 'a> {
    trial: &'t mut Trial<'a>,
    steps: Vec<Step>,
    printed: String,
    /// All that was asked.
    calls: Vec<Call>,
    has_peer: bool,
}

impl Trouble {
    /// An answer that is wrong, in a line.
    pub fn new(message: impl Into<String>) -> Trouble {
        Trouble { kind: Kind::Failed, message: message.into(), fault: None, figures: vec![] }
    }

    /// It looks like this mistake.
    pub fn looks_like(mut self, slug: &'static str) -> Self {
        if !matches!(self.kind, Kind::NotWritten | Kind::Skipped | Kind::Broken) {
            self.fault = self.fault.or(Some(slug));
        }
        self
    }

    /// It looks like this mistake, if `evidence` holds.
    pub fn looks_like_if(self, evidence: bool, slug: &'static str) -> Self {
        if evidence { self.looks_like(slug) } else { self }
    }

    /// If the learner's code panicked, that looks like this mistake.
    pub fn panic_looks_like(self, slug: &'static str) -> Self {
        let panicked = self.kind == Kind::Panicked;
        self.looks_like_if(panicked, slug)
    }

    /// If the learner's code panicked with these words, that looks like this mistake.
    pub fn panic_with_looks_like(self, words: &str, slug: &'static str) -> Self {
        let panicked = self.kind == Kind::Panicked && self.message.contains(words);
        self.looks_like_if(panicked, slug)
    }

    /// If the learner's code did not end in time, that looks like this mistake.
    pub fn time_out_looks_like(self, slug: &'static str) -> Self {
        let timed_out = self.kind == Kind::TimedOut;
        self.looks_like_if(timed_out, slug)
    }

    /// If the learner's code ran out of time, of memory or of stack, that looks like this mistake.
    pub fn endless_looks_like(self, slug: &'static str) -> Self {
        let endless = matches!(self.kind, Kind::TimedOut | Kind::OverLimit | Kind::Crashed);
        self.looks_like_if(endless, slug)
    }

    /// A picture of it.
    pub fn figure(mut self, figure: impl Into<Figure>) -> Self {
        if !matches!(self.kind, Kind::NotWritten | Kind::Skipped | Kind::Broken) {
            self.figures.push(figure.into());
        }
        self
    }

    fn of(kind: Kind, message: impl Into<String>) -> Trouble {
        Trouble { kind, ..Trouble::new(message) }
    }

    /// Something that must not happen on our side.
    fn broken(message: impl Into<String>) -> Trouble {
        Trouble::of(Kind::Broken, message)
    }
}

/// `Ok` if the fact holds, the trouble otherwise.
pub fn ensure(fact: bool, trouble: impl FnOnce() -> Trouble) -> Result<(), Trouble> {
    if fact { Ok(()) } else { Err(trouble()) }
}

impl<'a> Trial<'a> {
    /// A law without random inputs: these cases, and no others.
    pub fn table<V: Clone + Debug + 'static>(
        &mut self,
        cases: impl IntoIterator<Item = V>,
        ask: impl Fn(&V) -> Script,
        judge: impl Fn(&V, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Verdict {
        let cases: Vec<V> = cases.into_iter().collect();
        self.try_all(Inputs { forced: cases, random: None::<proptest::strategy::Just<V>> }, &ask, &judge)
    }

    /// A law: `judge` must find nothing wrong with what the learner's code answers to `ask`, for each forced
    /// input and then for random ones.
    pub fn law<S: Strategy>(
        &mut self,
        forced: impl IntoIterator<Item = S::Value>,
        random: S,
        ask: impl Fn(&S::Value) -> Script,
        judge: impl Fn(&S::Value, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Verdict
    where
        S::Value: Clone,
    {
        self.try_all(Inputs { forced: forced.into_iter().collect(), random: Some(random) }, &ask, &judge)
    }

    /// A law whose questions depend on earlier answers, or that needs a peer: one conversation a case.
    pub fn story<S: Strategy>(
        &mut self,
        forced: impl IntoIterator<Item = S::Value>,
        random: Option<S>,
        talk: impl Fn(&S::Value, &mut Talk<'_, 'a>) -> Result<(), Trouble>,
    ) -> Verdict
    where
        S::Value: Clone,
    {
        let inputs = Inputs { forced: forced.into_iter().collect(), random };
        for case in self.numbers(&inputs) {
            let mut input = self.input(&inputs, case)?;
            if let Err(found) = self.tell(case, &input.value(), &talk) {
                return Err(
                    self.shrink(input.tree.as_mut(), found, |trial, value| trial.tell(case, value, &talk))
                );
            }
        }
        Ok(())
    }

    /// The time that the learner's code needs for a script, the best of five: processor time where the system tells,
    /// time on the clock elsewhere. `setup` is asked before each, on the same objects, and does not count.
    pub fn best_time(&mut self, setup: &Script, script: &Script) -> Result<Duration, Box<Finding>> {
        let mut best = Duration::MAX;
        for _ in 0..5 {
            for (counts, script) in [(false, setup), (true, script)] {
                let before = self.seat.time_used();
                let told = self.ask(script, HEAVY)?;
                let used = self.seat.time_used().saturating_sub(before);
                let mut seen = Seen::new(script, told.answers.as_deref().unwrap_or_default());
                let result = match &told.answers {
                    Ok(_) => seen.skip_rest(),
                    Err(ending) => Err(seen.ended(ending)),
                };
                result.map_err(|trouble| finding(0, trouble, seen.steps, told.printed))?;
                if counts {
                    best = best.min(used);
                }
            }
        }
        Ok(best)
    }

    fn try_all<S: Strategy>(
        &mut self,
        inputs: Inputs<S>,
        ask: &impl Fn(&S::Value) -> Script,
        judge: &impl Fn(&S::Value, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Verdict
    where
        S::Value: Clone,
    {
        let again = |trial: &mut Trial<'a>, case, value: &S::Value| trial.one(case, value, ask, judge);
        let mut numbers = self.numbers(&inputs).into_iter();
        let mut room = 1;
        loop {
            let mut batch = self.batch(&inputs, &mut numbers, room, ask)?;
            let suspects = match batch.len() {
                0 => return Ok(()),
                1 => 0..1,
                _ => self.suspects(&batch, judge)?,
            };
            // Asked alone, the story is its own, and so is the print.
            for Asked { case, input, .. } in &mut batch[suspects.clone()] {
                if let Err(found) = again(self, *case, &input.value()) {
                    let case = *case;
                    return Err(
                        self.shrink(input.tree.as_mut(), found, |trial, value| again(trial, case, value))
                    );
                }
            }
            if let (2.., Some(last)) = (batch.len(), suspects.last()) {
                let Asked { case, input, .. } = &batch[last];
                return Err(self.forgetful(*case, &input.value(), ask, judge));
            }
            room = (room * 8).min(MAX_BATCH_CASES);
        }
    }

    /// The next cases, as many as there is room for.
    fn batch<S: Strategy>(
        &self,
        inputs: &Inputs<S>,
        numbers: &mut impl Iterator<Item = u32>,
        room: usize,
        ask: &impl Fn(&S::Value) -> Script,
    ) -> Result<Vec<Asked<S>>, Box<Finding>>
    where
        S::Value: Clone,
    {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < room && bytes < BATCH_BYTES {
            let Some(case) = numbers.next() else { break };
            let input = self.input(inputs, case)?;
            let script = ask(&input.value());
            bytes += script.calls.iter().map(size).sum::<usize>();
            batch.push(Asked { case, input, script });
        }
        Ok(batch)
    }

    /// Asks a batch in one question; gives the places of the cases that may have gone wrong: none, the first that
    /// did, or all where the probe died and nobody knows over which.
    fn suspects<S: Strategy>(
        &mut self,
        batch: &[Asked<S>],
        judge: &impl Fn(&S::Value, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Result<Range<usize>, Box<Finding>>
    where
        S::Value: Clone,
    {
        let mut all = Script::default();
        for Asked { script, .. } in batch {
            all.calls.extend_from_slice(&script.calls);
        }
        let told = self.ask(&all, TO_COMPUTE)?;
        let Ok(answers) = told.answers else { return Ok(0..batch.len()) };
        let mut rest = answers.as_slice();
        for (at, Asked { input, script, .. }) in batch.iter().enumerate() {
            let (own, others) = rest.split_at(rest.len().min(script.calls.len()));
            rest = others;
            let mut seen = Seen { told: false, ..Seen::new(script, own) };
            if seen.judge(&input.value(), judge).is_err() {
                return Ok(at..at + 1);
            }
        }
        Ok(0..0)
    }

    /// Asks about one value alone.
    fn one<V>(
        &mut self,
        case: u32,
        value: &V,
        ask: &impl Fn(&V) -> Script,
        judge: &impl Fn(&V, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Verdict {
        let script = ask(value);
        let told = self.ask(&script, TO_COMPUTE)?;
        let (steps, result) = match &told.answers {
            Ok(answers) => {
                let mut seen = Seen::new(&script, answers);
                let result = seen.judge(value, judge);
                (seen.steps, result)
            }
            Err(ending) => {
                let mut seen = Seen::new(&script, &[]);
                let trouble = seen.ended(ending);
                (seen.steps, Err(trouble))
            }
        };
        if result.is_ok() && self.printed.is_empty() {
            self.printed.clone_from(&told.printed);
        }
        result.map_err(|trouble| {
            let calls = script.of(self.exercise);
            Box::new(Finding { calls, ..*finding(case, trouble, steps, told.printed) })
        })
    }

    /// A case that was wrong among others is right alone: the learner's code remembers something.
    fn forgetful<V>(
        &mut self,
        case: u32,
        value: &V,
        ask: &impl Fn(&V) -> Script,
        judge: &impl Fn(&V, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Box<Finding> {
        // It may also leave something to chance, as the order of a `HashMap`: then it soon goes wrong alone too.
        for _ in 0..LUCKY {
            self.seat.clear();
            if let Err(found) = self.one(case, value, ask, judge) {
                return found;
            }
        }
        let trouble = Trouble::new(
            "wrong after other calls, and right when asked alone: does your code keep something between calls?",
        );
        let steps = ask(value).spelled.iter().map(step).collect();
        finding(case, trouble, steps, String::new())
    }

    fn tell<V>(
        &mut self,
        case: u32,
        value: &V,
        talk: &impl Fn(&V, &mut Talk<'_, 'a>) -> Result<(), Trouble>,
    ) -> Verdict {
        let mut talking =
            Talk { trial: self, steps: vec![], printed: String::new(), calls: vec![], has_peer: false };
        let result = talk(value, &mut talking);
        let Talk { steps, printed, calls, has_peer, .. } = talking;
        let calls = if has_peer { vec![] } else { calls };
        if result.is_ok() && self.printed.is_empty() {
            self.printed.clone_from(&printed);
        }
        result.map_err(|trouble| Box::new(Finding { calls, ..*finding(case, trouble, steps, printed) }))
    }

    /// Looks for the smallest input that goes wrong in the same way. Counted, never timed, so that the same
    /// submission always ends with the same input.
    fn shrink<T: ValueTree>(
        &mut self,
        tree: Option<&mut T>,
        mut found: Box<Finding>,
        again: impl Fn(&mut Trial<'a>, &T::Value) -> Verdict,
    ) -> Box<Finding> {
        let (Some(tree), false) =
            (tree, matches!(found.kind, Kind::NotWritten | Kind::Skipped | Kind::Broken))
        else {
            return found;
        };
        let (mut deaths, mut hangs) = (0, 0);
        let mut smaller = tree.simplify();
        for _ in 0..MAX_SHRINKS {
            if !smaller || deaths >= MAX_DEATHS_SHRINKING || hangs >= MAX_HANGS_SHRINKING {
                break;
            }
            smaller = match again(self, &tree.current()) {
                Err(same) if same.kind == found.kind && same.fault == found.fault => {
                    deaths += u32::from(self.seat.is_fresh());
                    hangs += u32::from(same.kind == Kind::TimedOut);
                    found = same;
                    tree.simplify()
                }
                // Another mistake, or none: this input is too small.
                Err(other) => {
                    deaths += u32::from(self.seat.is_fresh());
                    hangs += u32::from(other.kind == Kind::TimedOut);
                    tree.complicate()
                }
                Ok(()) => tree.complicate(),
            };
        }
        found
    }

    fn ask(&mut self, script: &Script, limits: Limits) -> Result<Told, Box<Finding>> {
        self.seat.ask(self.exercise, script, limits).map_err(|error| {
            finding(0, Trouble::broken(format!("start a probe: {error}")), vec![], String::new())
        })
    }

    fn numbers<S: Strategy>(&self, inputs: &Inputs<S>) -> Vec<u32> {
        let forced = inputs.forced.len() as u32;
        let random = if inputs.random.is_some() { self.cases } else { 0 };
        match self.only {
            Some(case) if case < forced || inputs.random.is_some() => vec![case],
            // Not a case of this check: the token is checked before, so this is another version's.
            Some(_) => vec![],
            None => (0..forced + random).collect(),
        }
    }

    fn input<S: Strategy>(&self, inputs: &Inputs<S>, case: u32) -> Result<Input<S>, Box<Finding>>
    where
        S::Value: Clone,
    {
        match inputs.forced.get(case as usize) {
            Some(value) => Ok(Input { value: Some(value.clone()), tree: None }),
            None => {
                let strategy = inputs.random.as_ref().expect("numbers are those of cases");
                let tree = strategy.new_tree(&mut self.streams.runner(case)).map_err(|reason| {
                    finding(case, Trouble::broken(format!("make an input: {reason}")), vec![], String::new())
                })?;
                Ok(Input { value: None, tree: Some(tree) })
            }
        }
    }
}

/// What a growth check's questions may take: they are few, and large on purpose.
const HEAVY: Limits = Limits { wall: Duration::from_secs(20), cpu: Some(Duration::from_secs(3)) };

struct Inputs<S: Strategy> {
    forced: Vec<S::Value>,
    random: Option<S>,
}

/// A case and what is asked about it.
struct Asked<S: Strategy> {
    case: u32,
    input: Input<S>,
    script: Script,
}

/// One input: a forced value, or a random one that can shrink.
struct Input<S: Strategy> {
    value: Option<S::Value>,
    tree: Option<S::Tree>,
}

impl<S: Strategy> Input<S>
where
    S::Value: Clone,
{
    fn value(&self) -> S::Value {
        match (&self.value, &self.tree) {
            (Some(value), _) => value.clone(),
            (None, Some(tree)) => tree.current(),
            (None, None) => unreachable!("an input is forced or random"),
        }
    }
}

fn step(spelling: &Spelling) -> Step {
    let code = spelling.rust.as_ref().map(|rust| Code { call: rust(), ..Code::default() });
    Step { did: (spelling.card)(), code, ..Step::default() }
}

fn finding(case: u32, trouble: Trouble, steps: Vec<Step>, printed: String) -> Box<Finding> {
    let Trouble { kind, message, fault, figures } = trouble;
    Box::new(Finding {
        kind,
        message,
        fault,
        detail: Detail { steps, figures },
        printed,
        case,
        calls: vec![],
    })
}

impl<'a> Seen<'a> {
    fn new(script: &'a Script, answers: &'a [Answer]) -> Seen<'a> {
        Seen { answers: answers.iter(), script, looked_at: 0, told: true, steps: vec![] }
    }

    fn judge<V>(
        &mut self,
        value: &V,
        judge: &impl Fn(&V, &mut Seen<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        judge(value, self)?;
        // Whatever the check did not ask about must still have gone well.
        self.skip_rest()
    }

    /// Begins the step of the next call, if there is one.
    fn step(&mut self) -> bool {
        let Some(spelling) = self.script.spelled.get(self.looked_at) else { return false };
        self.looked_at += 1;
        if self.told {
            self.steps.push(step(spelling));
        }
        true
    }

    /// The next answer, whatever it says.
    pub fn value<T: DeserializeOwned + Spell>(&mut self) -> Result<T, Trouble> {
        self.step();
        let value = match self.answers.next() {
            Some(Answer::Value(value)) => value,
            Some(Answer::Panic(panic)) => return Err(self.panicked(panic)),
            Some(Answer::Unknown(reason)) => return Err(unknown(reason)),
            None => return Err(Trouble::of(Kind::Protocol, "fewer answers than questions")),
        };
        let value = T::deserialize(value).map_err(|error| {
            Trouble::of(Kind::Protocol, sanitise::line(&format!("no such answer: {error}")))
        })?;
        if self.told {
            self.saw(value.spell());
            if let Some(code) = self.code() {
                code.saw = Some(value.rust());
            }
        }
        Ok(value)
    }

    /// The next answer, which must be `expected`. If it is what one of the `mistakes` would give, it is named.
    pub fn returns<T>(&mut self, expected: T, mistakes: &[Looks<T>]) -> Result<T, Trouble>
    where
        T: DeserializeOwned + Spell + PartialEq,
    {
        let value: T = match self.value() {
            Ok(value) if value == expected => return Ok(value),
            Ok(value) => value,
            Err(trouble) => {
                self.differs(&expected);
                return Err(trouble);
            }
        };
        let fault = mistakes.iter().find(|(_, wrong)| *wrong == value).map(|(slug, _)| *slug);
        let message = self.differs(&expected);
        Err(Trouble { fault, ..Trouble::new(message) })
    }

    /// Passes over the next answer, which must be one.
    pub fn skip(&mut self) -> Result<(), Trouble> {
        self.step();
        match self.answers.next() {
            Some(Answer::Value(_)) => Ok(()),
            Some(Answer::Panic(panic)) => Err(self.panicked(panic)),
            Some(Answer::Unknown(reason)) => Err(unknown(reason)),
            None => Err(Trouble::of(Kind::Protocol, "fewer answers than questions")),
        }
    }

    /// Says what the last answer should have been, and gives the line that says how it differs.
    pub fn differs<T: Spell>(&mut self, expected: &T) -> String {
        if let Some(code) = self.code() {
            code.expected = Some(expected.rust());
        }
        self.expected(expected.spell())
    }

    /// The same, where what should have been is not one value.
    pub fn expected(&mut self, expected: impl Into<String>) -> String {
        expect(&mut self.steps, expected.into())
    }

    /// Leaves the last step out of the story: it went well, changed nothing, and would only make the card longer.
    pub fn leave_out(&mut self) {
        self.steps.pop();
    }

    /// Shows the last answer on the card in these words, because its spelling as Rust is hard to read.
    pub fn shown_as(&mut self, words: &str) {
        self.saw(words.to_owned());
    }

    /// Keeps the last step in the story, but not its answer: it is what everybody expects.
    pub fn leave_unsaid(&mut self) {
        if let Some(step) = self.steps.last_mut() {
            step.saw = None;
        }
    }

    /// A test that is made of the story does not ask for the last answer: another one would be as good, or it is
    /// judged elsewhere.
    pub fn leave_open(&mut self) {
        if let Some(code) = self.code() {
            code.saw = None;
        }
    }

    /// What the last answer was, as the card shows it.
    pub fn last_saw(&self) -> &str {
        self.steps.last().and_then(|step| step.saw.as_deref()).unwrap_or_default()
    }

    fn code(&mut self) -> Option<&mut Code> {
        self.steps.last_mut()?.code.as_mut()
    }

    fn saw(&mut self, text: String) {
        if let Some(step) = self.steps.last_mut() {
            step.saw = Some(sanitise::line(&text));
        }
    }

    fn skip_rest(&mut self) -> Result<(), Trouble> {
        while self.looked_at < self.script.spelled.len() {
            self.skip()?;
        }
        match self.answers.next() {
            Some(_) => Err(Trouble::of(Kind::Protocol, "more answers than questions")),
            None => Ok(()),
        }
    }

    fn panicked(&mut self, panic: &Panic) -> Trouble {
        let message = panic.message.as_deref().map(sanitise::line);
        let at = crate::stage::own_path(&sanitise::line(&panic.at));
        if let Some(text) = &message
            && text.starts_with("not yet implemented")
        {
            self.saw(format!("todo!() at {at}"));
            return Trouble::of(Kind::NotWritten, format!("todo!() at {at}"));
        }
        let message = message.unwrap_or_else(|| String::from("(its payload is not text)"));
        self.saw(format!("panicked at {at}: {message}"));
        Trouble::of(Kind::Panicked, format!("panicked at {at}: {message}"))
    }

    fn ended(&mut self, ending: &Ending) -> Trouble {
        while self.step() {}
        let trouble = describe(ending);
        self.saw(trouble.message.clone());
        trouble
    }
}

impl<'t, 'a> Talk<'t, 'a> {
    /// Asks the calls of a script and reads their answers.
    pub fn ask<T>(
        &mut self,
        script: &Script,
        read: impl FnOnce(&mut Seen<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let told = self
            .trial
            .seat
            .ask(self.trial.exercise, script, WITH_PEER)
            .map_err(|error| Trouble::broken(format!("start a probe: {error}")))?;
        self.printed.push_str(&told.printed);
        self.calls.extend(script.of(self.trial.exercise));
        let mut seen = Seen::new(script, told.answers.as_deref().unwrap_or_default());
        let result = match &told.answers {
            Ok(_) => read(&mut seen),
            Err(ending) => Err(seen.ended(ending)),
        };
        self.steps.append(&mut seen.steps);
        result
    }

    /// The other end of a conversation over loopback.
    pub fn peer(&mut self) -> Result<Peer, Trouble> {
        self.has_peer = true;
        self.trial.seat.peer().map_err(|error| Trouble::broken(format!("listen on loopback: {error}")))
    }

    /// A peer that we did not write, running on loopback. Where it can't be built, the check is skipped.
    pub fn server(&mut self, name: &str) -> Result<Server, Trouble> {
        self.has_peer = true;
        let built = self.trial.peers.get(name).map_err(|said| {
            let kind = if self.trial.needs_peers { Kind::Broken } else { Kind::Skipped };
            let last = said.trim().lines().last().unwrap_or_default().to_owned();
            Trouble::of(kind, format!("peer not built: cargo grade prepare --all   ({last})"))
        })?;
        Server::start(&built).map_err(|error| Trouble::broken(format!("start the peer {name}: {error}")))
    }

    /// Asks a peer on the learner's behalf: its datagram, and what came back.
    pub fn ask_server(&mut self, server: &Server, datagram: &[u8]) -> Result<(SocketAddr, Vec<u8>), Trouble> {
        server.ask(datagram).map_err(|_| Trouble::new("the server did not answer"))
    }

    /// Adds something that happened beside the calls.
    pub fn note(&mut self, did: impl Into<String>, saw: impl Into<String>) {
        self.steps.push(Step { did: did.into(), saw: Some(saw.into()), ..Step::default() });
    }

    /// Says what the last step should have come to, and gives the line that says how it differs.
    pub fn expected(&mut self, expected: impl Into<String>) -> String {
        expect(&mut self.steps, expected.into())
    }
}

/// What a question may take that waits for the other end: the peer gives up before.
const WITH_PEER: Limits = Limits { wall: Duration::from_secs(10), cpu: Some(Duration::from_secs(2)) };

/// The probe says that it was asked for what it does not know. That would be our mistake; but a probe that has met
/// learner code may say anything, and nobody gets a verdict undone by saying so.
fn unknown(reason: &str) -> Trouble {
    Trouble::of(Kind::Protocol, format!("the probe refuses the question: {}", sanitise::line(reason)))
}

fn describe(ending: &Ending) -> Trouble {
    match ending {
        Ending::Exited(Exit::Code(code)) => Trouble::of(
            Kind::Crashed,
            format!("the process exited with status {code} in the middle of the call"),
        ),
        Ending::Exited(Exit::Signal(_, name)) => {
            Trouble::of(Kind::Crashed, format!("the process was ended by {name} in the middle of the call"))
        }
        Ending::StackOverflow => Trouble::of(
            Kind::Crashed,
            "the stack of 16 MiB overflowed in the middle of the call: does a function call itself without end?",
        ),
        Ending::UsedUpCpu(most) => Trouble::of(
            Kind::TimedOut,
            format!("still computing after {} s of processor time: does a loop never end?", most.as_secs()),
        ),
        Ending::TookTooLong(most) => Trouble::of(
            Kind::TimedOut,
            format!("no answer within {} s: what does it wait for?", most.as_secs()),
        ),
        Ending::OverLimit(what) => Trouble::of(Kind::OverLimit, *what),
        Ending::SpokeOutOfTurn => Trouble::of(
            Kind::Protocol,
            "something other than the answer was written to the grader's own line",
        ),
    }
}

fn expect(steps: &mut [Step], expected: String) -> String {
    let Some(step) = steps.last_mut() else { return String::from("it differs") };
    let expected = step.expected.insert(expected);
    let saw = step.saw.as_deref().unwrap_or("nothing");
    format!("expected {}, saw {}", short(expected), short(saw))
}

/// Long values are cut in the one-line message; the story has them whole.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// 200 values of a strategy, always the same ones: for tests of what checks draw.
#[cfg(test)]
pub(crate) fn drawn<S: Strategy>(strategy: S) -> Vec<S::Value> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    (0..200).map(|_| strategy.new_tree(&mut runner).expect("it draws").current()).collect()
}
