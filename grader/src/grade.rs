//! Grades a submission: the one function that knows the order of things.
//!
//! ```text
//! Submission -> stage -> Staged -> compile -> Compiled -> launch -> Probe -> check -> Outcome -> Report
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::{self, Scope, ScopedJoinHandle};

use sha2::{Digest, Sha256};

use crate::catalogue::{Chapter, Check, Course, Exercise, Target};
use crate::compile::{self, Compiled, Diagnostic, Goal, Toolchain};
use crate::confinement::{Confinement, Outside};
use crate::error::Error;
use crate::finding::{Finding, Kind};
use crate::house;
use crate::peers::Peers;
use crate::probe::Launch;
use crate::report::{
    ChapterReport, CheckReport, ExerciseReport, Layers, Report, Sandbox, Status, UnitStatus,
};
use crate::sanitise;
use crate::seat::Seat;
use crate::seed::Seed;
use crate::stage::{Copy, Slot, Source};
use crate::submission::{Handed, Submission};
use crate::trial::{CASES, Trial};

/// What to grade, and how.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The folder of the submission.
    pub submission: PathBuf,
    /// What was asked for.
    pub target: Target<'a>,
    /// Where inputs come from.
    pub seed: Seed,
    /// Random cases a check, if not the usual number.
    pub cases: Option<u32>,
    /// This case of the check only.
    pub only: Option<u32>,
    /// Whose modules exercises stand on.
    pub layers: Layers,
    /// Exercises that the learner has put aside: `chapter/exercise`. Ours stand in for them.
    pub skipped: BTreeSet<String>,
    /// A peer that can't be built is our fault, and not a check that is skipped.
    pub needs_peers: bool,
    /// Whether exercises must keep the rules of the house.
    pub house_rules: bool,
    /// Of what was asked for and what that needs, judge these alone.
    pub alone: Option<BTreeSet<ExerciseId>>,
}

impl Request<'_> {
    /// Everything in this folder, in the usual way.
    pub fn new(submission: PathBuf) -> Self {
        Request {
            submission,
            target: Target::default(),
            seed: Seed::default(),
            cases: None,
            only: None,
            layers: Layers::default(),
            skipped: BTreeSet::new(),
            needs_peers: false,
            house_rules: true,
            alone: None,
        }
    }

    /// Whether an exercise is put aside. Whoever asks for it by name wants it all the same.
    fn skips(&self, chapter: &str, exercise: &str) -> bool {
        let asked = self.target.chapter == Some(chapter) && self.target.exercise == Some(exercise);
        !asked && self.skipped.contains(&format!("{chapter}/{exercise}"))
    }
}

/// Something that happened on the way, for whoever watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another grading has the slot; we wait for it.
    Waiting,
    /// Our dependencies are fetched and built, which takes a while and happens once.
    Preparing,
    /// Learner crates are built.
    Building,
    /// A peer is built, which takes a while and happens once.
    BuildingPeer,
    /// A check is over.
    Checked {
        /// How many are over.
        done: usize,
        /// Of how many.
        of: usize,
    },
}

/// Which slot, and what builds in it.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// The slot's folder.
    pub slot: PathBuf,
    /// Where peers are built. Slots may share it.
    pub peers: PathBuf,
    /// The tools.
    pub tools: Toolchain,
    /// How what is built and what runs is confined.
    pub confinement: Confinement,
}

/// Checks that timed out in one exercise before the rest of it is not run.
const MAX_TIME_OUTS: usize = 2;

/// Grades a submission.
pub fn grade(
    course: &Course,
    workshop: &Workshop,
    request: &Request<'_>,
    events: &(dyn Fn(Event) + Sync),
) -> Result<Report, Error> {
    let submission = read(course, request)?;
    let slot = make_ready(course, workshop, events)?;
    let grade = |outside: &Outside| {
        let building = || events(Event::BuildingPeer);
        let peers = peers(course, workshop, outside, &building);
        let grading = Grading::new(course, request, &submission, &slot, workshop, &peers, events);
        let outcomes = grading.run()?;
        Ok(sanitise::report(&grading.report(outcomes)))
    };
    workshop
        .confinement
        .apart(grade)
        .map_err(|source| Error::Io { doing: String::from("leave the network"), source })?
}

/// The names of a chapter and of an exercise in it.
pub type ExerciseId = (&'static str, &'static str);

fn read(course: &Course, request: &Request<'_>) -> Result<Submission, Error> {
    Submission::read(course, &request.submission)
        .map_err(|source| Error::NoSubmission { path: request.submission.clone(), source })
}

fn make_ready(course: &Course, workshop: &Workshop, events: &(dyn Fn(Event) + Sync)) -> Result<Slot, Error> {
    let tier = workshop.confinement.tier;
    let slot = Slot::open(&workshop.slot, tier, || events(Event::Waiting))?;
    compile::make_ready(&slot, &workshop.tools, &workshop.confinement, course, || events(Event::Preparing))?;
    Ok(slot)
}

fn peers<'a>(
    course: &Course,
    workshop: &'a Workshop,
    outside: &'a Outside,
    building: &'a (dyn Fn() + Sync),
) -> Peers<'a> {
    Peers {
        sources: course.root.join("grader/peers"),
        folder: workshop.peers.clone(),
        tools: &workshop.tools,
        outside,
        building,
        built: Mutex::default(),
    }
}

/// Fetches and builds all that a grading needs beside the learner's own code; the peers only if `all` is true.
pub fn prepare(
    course: &Course,
    workshop: &Workshop,
    all: bool,
    events: &(dyn Fn(Event) + Sync),
) -> Result<(), Error> {
    let slot = make_ready(course, workshop, events)?;
    let building = || events(Event::BuildingPeer);
    let outside = Outside::here();
    let peers = peers(course, workshop, &outside, &building);
    for name in if all { peers.names() } else { vec![] } {
        let built = peers.get(&name);
        built.map_err(|said| Error::Prepare { doing: "build a peer", said })?;
    }
    events(Event::Building);
    // Whatever is staged now: what it depends on is built, and that is what takes time.
    let goals: Vec<Goal> =
        course.chapters.iter().map(|chapter| Goal::Probe(chapter.name, Copy::Own)).collect();
    compile::compile(&slot, &workshop.tools, &workshop.confinement, &goals, |_, _| {}).map(drop)
}

/// A program of a chapter, built with the learner's code.
#[derive(Debug)]
pub struct Built {
    /// The program.
    pub path: PathBuf,
    /// The exercises of its chapter, and of those that it needs, that are ours in it: not written yet, put aside, not to
    /// be taken, or not compiling. Chapter and name of each.
    pub ours: BTreeSet<(&'static str, &'static str)>,
}

/// Builds one of the chapter's programs with the learner's code, for the learner to run.
pub fn build_program(
    course: &Course,
    workshop: &Workshop,
    request: &Request<'_>,
    (chapter, program): (&'static Chapter, &str),
    events: &(dyn Fn(Event) + Sync),
) -> Result<Built, Error> {
    let submission = read(course, request)?;
    let slot = make_ready(course, workshop, events)?;
    let outside = Outside::here();
    let peers = peers(course, workshop, &outside, &|| {});
    let grading = Grading::new(course, request, &submission, &slot, workshop, &peers, events);
    events(Event::Building);
    grading.build_program(chapter, program)
}

/// Builds the probe of the chapter that was graded last once more, with all that a debugger wants to know.
pub fn build_for_debugger(
    course: &Course,
    workshop: &Workshop,
    chapter: &'static Chapter,
    events: &(dyn Fn(Event) + Sync),
) -> Result<Option<PathBuf>, Error> {
    let slot = make_ready(course, workshop, events)?;
    let mut path = None;
    let goal = Goal::ProbeForDebugger(chapter.name);
    compile::compile(&slot, &workshop.tools, &workshop.confinement, &[goal], |_, program| {
        path = Some(program);
    })?;
    Ok(path)
}

/// These exercises, and those that they need, directly or not: chapter and name of each.
pub fn wanted(
    course: &Course,
    exercises: impl IntoIterator<Item = (&'static Chapter, &'static Exercise)>,
) -> BTreeSet<ExerciseId> {
    let mut wanted = BTreeSet::new();
    let mut open = Vec::from_iter(exercises);
    while let Some((chapter, exercise)) = open.pop() {
        if wanted.insert((chapter.name, exercise.name)) {
            open.extend(exercise.needs.iter().filter_map(|need| find(course, chapter, need)));
        }
    }
    wanted
}

fn find(
    course: &Course,
    chapter: &'static Chapter,
    need: &'static str,
) -> Option<(&'static Chapter, &'static Exercise)> {
    let (chapter, exercise) = chapter.resolve(need);
    let chapter = course.chapter(chapter)?;
    Some((chapter, chapter.exercise(exercise)?))
}

/// What came of one exercise.
#[derive(Debug)]
struct Judged {
    outcomes: Vec<Outcome>,
    stand_ins: Vec<String>,
}

/// What came of one check.
#[derive(Debug)]
struct Outcome {
    status: Status,
    /// What is wrong, where it ran.
    finding: Option<Box<Finding>>,
    /// Why it did not run.
    message: Option<String>,
    /// What the learner's code printed, where it passed.
    printed: String,
}

impl Outcome {
    fn new(status: Status) -> Outcome {
        Outcome { status, finding: None, message: None, printed: String::new() }
    }

    fn because(status: Status, message: impl Into<String>) -> Outcome {
        Outcome { message: Some(message.into()), ..Outcome::new(status) }
    }
}

impl Judged {
    fn passed(&self) -> bool {
        self.outcomes.iter().all(|outcome| outcome.status == Status::Passed)
    }
}

/// What is known so far.
#[derive(Debug, Default)]
struct Outcomes {
    judged: BTreeMap<ExerciseId, Judged>,
    not_built: BTreeMap<ExerciseId, String>,
    /// Those that use what is banned in them.
    refused: BTreeMap<ExerciseId, String>,
}

struct Grading<'a> {
    course: &'a Course,
    request: &'a Request<'a>,
    submission: &'a Submission,
    slot: &'a Slot,
    workshop: &'a Workshop,
    wanted: BTreeSet<ExerciseId>,
    events: &'a (dyn Fn(Event) + Sync),
    peers: &'a Peers<'a>,
    done: Mutex<usize>,
}

impl<'a> Grading<'a> {
    fn new(
        course: &'a Course,
        request: &'a Request<'a>,
        submission: &'a Submission,
        slot: &'a Slot,
        workshop: &'a Workshop,
        peers: &'a Peers<'a>,
        events: &'a (dyn Fn(Event) + Sync),
    ) -> Grading<'a> {
        let target = request.target;
        let asked = course
            .exercises()
            .filter(|(chapter, exercise)| target.covers(chapter.name, exercise.name, exercise.track));
        let mut wanted = wanted(course, asked);
        if let Some(alone) = &request.alone {
            wanted.retain(|id| alone.contains(id));
        }
        Grading { course, request, submission, slot, workshop, wanted, events, peers, done: Mutex::new(0) }
    }

    /// Builds a program with the learner's code. Where there is none that could be used, ours stands in.
    fn build_program(&self, chapter: &'static Chapter, program: &str) -> Result<Built, Error> {
        let chapters = self.course.with_needs(|other| other.name == chapter.name);
        let mut not_built = BTreeMap::new();
        let mut ours = BTreeSet::new();
        for chapter in &chapters {
            for exercise in chapter.exercises {
                if !self.is_judged(chapter, exercise, &not_built) || self.is_stub(chapter, exercise)? {
                    ours.insert((chapter.name, exercise.name));
                }
            }
        }
        loop {
            for chapter in &chapters {
                self.stage(chapter, Copy::Own, &not_built, &ours)?;
            }
            let mut path = None;
            let goal = Goal::Program(chapter.name, program.to_owned());
            let compiled = self.compile(&[goal], |_, program| path = Some(program))?;
            if let Some(path) = path {
                return Ok(Built { path, ours });
            }
            for chapter in &chapters {
                self.replace_what_does_not_build(chapter, &compiled, &mut not_built)?;
            }
            ours.extend(not_built.keys().copied());
        }
    }

    /// Whether the learner's file is still the stub.
    fn is_stub(&self, chapter: &Chapter, exercise: &Exercise) -> Result<bool, Error> {
        let file = format!("{}.rs", exercise.name);
        let stub = self.course.root.join("grader/stubs").join(chapter.name).join("src").join(&file);
        let text = std::fs::read(&stub).map_err(Error::io("read", &stub))?;
        Ok(self.submission.chapter(chapter.name).files.get(&file) == Some(&text))
    }

    fn run(&self) -> Result<Outcomes, Error> {
        let mut outcomes = Outcomes::default();
        // Also what nobody asked for and is linked all the same: a verdict must not hang on what was staged before.
        let chapters =
            self.course.with_needs(|chapter| self.wanted.iter().any(|(name, _)| *name == chapter.name));
        (self.events)(Event::Building);
        for chapter in &chapters {
            self.stage(chapter, Copy::Own, &outcomes.not_built, &BTreeSet::new())?;
        }
        let launches = self.build_and_judge(&chapters, &mut outcomes)?;
        self.judge_the_rest(&chapters, &launches, &mut outcomes)?;
        Ok(outcomes)
    }

    /// Builds the chapters, and judges each as soon as it is linked. Files at fault are replaced by their stubs
    /// until everything builds.
    fn build_and_judge(
        &self,
        chapters: &[&'static Chapter],
        outcomes: &mut Outcomes,
    ) -> Result<BTreeMap<&'static str, Launch>, Error> {
        thread::scope(|scope| {
            let mut left: Vec<Goal> =
                chapters.iter().map(|chapter| Goal::Probe(chapter.name, Copy::Own)).collect();
            let mut launches = BTreeMap::new();
            let mut judging: Vec<ScopedJoinHandle<'_, Vec<(ExerciseId, Judged)>>> = Vec::new();
            while !left.is_empty() {
                let mut built = BTreeSet::new();
                let compiled = self.compile(&left, |goal, program| {
                    if let Some(chapter) = self.chapter_of(goal)
                        && built.insert(chapter.name)
                    {
                        let launch = self.launch(chapter, program);
                        launches.insert(chapter.name, launch.clone());
                        judging.push(self.judge_first(scope, chapter, launch, outcomes.not_built.clone()));
                    }
                })?;
                left.retain(|goal| {
                    self.chapter_of(goal).is_some_and(|chapter| !built.contains(chapter.name))
                });
                for chapter in left.iter().filter_map(|goal| self.chapter_of(goal)) {
                    self.replace_what_does_not_build(chapter, &compiled, &mut outcomes.not_built)?;
                }
            }
            // Meanwhile, and not before: nobody should wait longer for what is right.
            let refused = self.against_the_rules(chapters, &outcomes.not_built)?;
            for thread in judging {
                outcomes.judged.extend(thread.join().expect("checks are caught when they panic"));
            }
            outcomes.judged.retain(|id, _| !refused.contains_key(id));
            outcomes.refused = refused;
            Ok(launches)
        })
    }

    /// The exercises that use what is banned in them, and why each is refused.
    fn against_the_rules(
        &self,
        chapters: &[&'static Chapter],
        not_built: &BTreeMap<ExerciseId, String>,
    ) -> Result<BTreeMap<ExerciseId, String>, Error> {
        let mut refused = BTreeMap::new();
        if !self.request.house_rules {
            return Ok(refused);
        }
        for chapter in chapters {
            let mut ruled = Vec::new();
            for exercise in chapter.exercises {
                if chapter.rules_of(exercise.name).next().is_some()
                    && self.wanted.contains(&(chapter.name, exercise.name))
                    && self.is_judged(chapter, exercise, not_built)
                    && !self.is_stub(chapter, exercise)?
                {
                    ruled.push(exercise);
                }
            }
            // What does not compile hides what is banned in the others: they are looked at again without it.
            while !ruled.is_empty() {
                let before = ruled.len();
                let found = self.look_for_banned(chapter, &ruled)?;
                ruled.retain(|exercise| !found.contains_key(&(chapter.name, exercise.name)));
                refused.extend(found);
                if ruled.len() == before {
                    break;
                }
            }
        }
        Ok(refused)
    }

    /// Looks at these exercises of a chapter, with the stubs of what they need beside them, and nothing else: what is
    /// banned may not come from a function of another exercise either.
    fn look_for_banned(
        &self,
        chapter: &'static Chapter,
        exercises: &[&'static Exercise],
    ) -> Result<BTreeMap<ExerciseId, String>, Error> {
        let needed = wanted(self.course, exercises.iter().map(|exercise| (chapter, *exercise)));
        let beside = |chapter: &str, name: &str| {
            if needed.contains(&(chapter, name)) { Source::Stub } else { Source::Nothing }
        };
        for need in chapter.needs.iter().filter_map(|name| self.course.chapter(name)) {
            self.slot.chapter(self.course, need, Copy::StandIn, &Handed::default(), |name| {
                beside(need.name, name)
            })?;
        }
        self.slot.chapter(
            self.course,
            chapter,
            Copy::StandIn,
            self.submission.chapter(chapter.name),
            |name| {
                if exercises.iter().any(|exercise| exercise.name == name) {
                    Source::Submission
                } else {
                    beside(chapter.name, name)
                }
            },
        )?;
        let looked_at =
            compile::look_for_banned(self.slot, &self.workshop.tools, &self.workshop.confinement, chapter)?;
        let found: BTreeMap<ExerciseId, String> = exercises
            .iter()
            .filter_map(|exercise| {
                let why = house::refusal(chapter, exercise, &looked_at.errors)?;
                Some(((chapter.name, exercise.name), why))
            })
            .collect();
        if found.is_empty() && !looked_at.success && !house::is_about_others(&looked_at.errors) {
            // It built a moment ago. Whoever makes clippy die or take for ever is not believed.
            let why = format!(
                "nobody can tell whether it keeps the rules of the house\n\n{}",
                last_words(&looked_at)
            );
            return Ok(exercises
                .iter()
                .map(|exercise| ((chapter.name, exercise.name), why.clone()))
                .collect());
        }
        Ok(found)
    }

    /// Judges what needs nothing from another chapter and whose needs pass.
    fn judge_first<'scope, 'env>(
        &'env self,
        scope: &'scope Scope<'scope, 'env>,
        chapter: &'static Chapter,
        launch: Launch,
        not_built: BTreeMap<ExerciseId, String>,
    ) -> ScopedJoinHandle<'scope, Vec<(ExerciseId, Judged)>> {
        scope.spawn(move || {
            let mut seat = Seat::new(launch);
            let mut judged: BTreeMap<ExerciseId, Judged> = BTreeMap::new();
            for exercise in chapter.exercises {
                let id = (chapter.name, exercise.name);
                let passes = |need: &&str| {
                    let (chapter, exercise) = chapter.resolve(need);
                    judged.iter().any(|(id, judged)| *id == (chapter, exercise) && judged.passed())
                };
                if self.wanted.contains(&id)
                    && self.is_judged(chapter, exercise, &not_built)
                    && self.stands_on_own(exercise, passes)
                {
                    judged.insert(id, self.judge(chapter, exercise, &mut seat, vec![]));
                }
            }
            judged.into_iter().collect()
        })
    }

    fn chapter_of(&self, goal: &Goal) -> Option<&'static Chapter> {
        let (Goal::Probe(name, _) | Goal::ProbeForDebugger(name) | Goal::Program(name, _)) = goal;
        self.course.chapter(name)
    }

    /// Whether an exercise is judged on what the learner wrote of what it needs.
    fn stands_on_own(&self, exercise: &Exercise, passes: impl Fn(&&str) -> bool) -> bool {
        match self.request.layers {
            Layers::Default => exercise.needs.iter().all(passes),
            Layers::Reference => exercise.needs.is_empty(),
            Layers::Mine => true,
        }
    }

    /// Judges the exercises that need another chapter's, or one that did not pass; ours stands in for that.
    fn judge_the_rest(
        &self,
        chapters: &[&'static Chapter],
        launches: &BTreeMap<&'static str, Launch>,
        outcomes: &mut Outcomes,
    ) -> Result<(), Error> {
        for chapter in chapters {
            for exercise in chapter.exercises {
                let id = (chapter.name, exercise.name);
                if !self.wanted.contains(&id)
                    || outcomes.judged.contains_key(&id)
                    || outcomes.refused.contains_key(&id)
                    || !self.is_judged(chapter, exercise, &outcomes.not_built)
                {
                    continue;
                }
                let ours = self.to_stand_in(chapter, exercise, outcomes);
                let launch = if ours.is_empty() {
                    launches.get(chapter.name).cloned()
                } else {
                    self.build_with(chapter, &ours, outcomes)?
                };
                let names = ours.iter().map(|(name, exercise)| short_name(chapter, name, exercise)).collect();
                match launch {
                    Some(launch) => {
                        let judged = self.judge(chapter, exercise, &mut Seat::new(launch), names);
                        outcomes.judged.insert(id, judged);
                    }
                    None => {
                        let message = format!(
                            "does not compile where ours stands in for {}: does it use something of yours there that the stub doesn't have?",
                            names.join(", ")
                        );
                        outcomes.not_built.insert(id, message);
                    }
                }
            }
        }
        Ok(())
    }

    /// All that an exercise needs, directly or not, and that did not pass.
    fn to_stand_in(
        &self,
        chapter: &'static Chapter,
        exercise: &'static Exercise,
        outcomes: &Outcomes,
    ) -> BTreeSet<ExerciseId> {
        let mut ours = BTreeSet::new();
        let mut open = vec![(chapter, exercise)];
        while let Some((chapter, exercise)) = open.pop() {
            for (chapter, exercise) in
                exercise.needs.iter().filter_map(|need| find(self.course, chapter, need))
            {
                let id = (chapter.name, exercise.name);
                let own = outcomes.judged.get(&id).is_some_and(Judged::passed);
                if !own || self.request.layers == Layers::Reference {
                    ours.insert(id);
                }
                open.push((chapter, exercise));
            }
        }
        ours
    }

    /// Builds the stand-in copies, with our modules in these places; `None` if the learner's does not build then.
    fn build_with(
        &self,
        chapter: &'static Chapter,
        ours: &BTreeSet<ExerciseId>,
        outcomes: &Outcomes,
    ) -> Result<Option<Launch>, Error> {
        (self.events)(Event::Building);
        for chapter in self.course.with_needs(|other| other.name == chapter.name) {
            self.stage(chapter, Copy::StandIn, &outcomes.not_built, ours)?;
        }
        let mut launch = None;
        self.compile(&[Goal::Probe(chapter.name, Copy::StandIn)], |_, program| {
            launch = Some(self.launch(chapter, program));
        })?;
        Ok(launch)
    }

    /// Whether there is something to judge: it was handed in, taken, and builds.
    fn is_judged(
        &self,
        chapter: &Chapter,
        exercise: &Exercise,
        not_built: &BTreeMap<ExerciseId, String>,
    ) -> bool {
        let handed = self.submission.chapter(chapter.name);
        !self.request.skips(chapter.name, exercise.name)
            && handed.refusal(exercise.name).is_none()
            && handed.files_of(exercise.name).next().is_some()
            && !not_built.contains_key(&(chapter.name, exercise.name))
    }

    fn stage(
        &self,
        chapter: &'static Chapter,
        copy: Copy,
        not_built: &BTreeMap<ExerciseId, String>,
        ours: &BTreeSet<ExerciseId>,
    ) -> Result<(), Error> {
        self.slot.chapter(self.course, chapter, copy, self.submission.chapter(chapter.name), |name| {
            let exercise = chapter.exercise(name).expect("exercises are the chapter's");
            if ours.contains(&(chapter.name, exercise.name)) {
                Source::Solution
            } else if self.is_judged(chapter, exercise, not_built) {
                Source::Submission
            } else {
                Source::Stub
            }
        })
    }

    /// Finds the files for which a chapter does not build, and stages their stubs instead.
    fn replace_what_does_not_build(
        &self,
        chapter: &'static Chapter,
        compiled: &Compiled,
        not_built: &mut BTreeMap<ExerciseId, String>,
    ) -> Result<(), Error> {
        let fresh = |owner: &str, not_built: &BTreeMap<ExerciseId, String>| {
            chapter.exercise(owner).filter(|exercise| self.is_judged(chapter, exercise, not_built))
        };
        let before = not_built.len();
        let mut found = BTreeSet::new();
        for (at, owner) in compile::at_fault(&compiled.errors) {
            if at == chapter.name
                && let Some(exercise) = fresh(&owner, not_built)
                // What stands on a file that was just found is looked at again, with the stub in its place.
                && !wanted(self.course, [(chapter, exercise)]).iter().any(|need| found.contains(need))
            {
                let mut at_fault = self.needs_at_fault(chapter, exercise, not_built)?;
                if at_fault.is_empty() {
                    let message = self.why_not_built(chapter, exercise, &compiled.errors);
                    at_fault.insert((chapter.name, exercise.name), message);
                }
                found.extend(at_fault.keys().copied());
                not_built.extend(at_fault);
            }
        }
        if not_built.len() == before {
            // Another chapter, that this one uses, was at fault; or the compiler did not say where.
            let others = compile::at_fault(&compiled.errors).iter().any(|(at, _)| at != chapter.name);
            if !others {
                for exercise in self.culprits(chapter, not_built)? {
                    not_built.insert((chapter.name, exercise.name), last_words(compiled));
                }
                if not_built.len() == before {
                    return Err(Error::Prepare {
                        doing: "build a chapter whose files are all stubs",
                        said: last_words(compiled),
                    });
                }
            }
        }
        self.stage(chapter, Copy::Own, not_built, &BTreeSet::new())
    }

    /// An exercise does not build, and needs others: is one of them at fault, because it is not what it should be?
    fn needs_at_fault(
        &self,
        chapter: &'static Chapter,
        exercise: &'static Exercise,
        not_built: &BTreeMap<ExerciseId, String>,
    ) -> Result<BTreeMap<ExerciseId, String>, Error> {
        let mut at_fault = BTreeMap::new();
        let needs: Vec<&'static Exercise> = wanted(self.course, [(chapter, exercise)])
            .into_iter()
            .filter(|(of, name)| *of == chapter.name && *name != exercise.name)
            .filter_map(|(_, name)| chapter.exercise(name))
            .filter(|need| self.is_judged(chapter, need, not_built))
            .collect();
        if needs.is_empty() || !self.build_alone(chapter, &[exercise])?.success {
            return Ok(at_fault);
        }
        for need in needs {
            let compiled = self.build_alone(chapter, &[need])?;
            if !compiled.success {
                let message = self.why_not_built(chapter, need, &compiled.errors);
                at_fault.insert((chapter.name, need.name), message);
            }
        }
        Ok(at_fault)
    }

    /// Finds the files that don't build by building them without the others: for a compiler that died or hung.
    fn culprits(
        &self,
        chapter: &'static Chapter,
        not_built: &BTreeMap<ExerciseId, String>,
    ) -> Result<Vec<&'static Exercise>, Error> {
        let all: Vec<&'static Exercise> = chapter
            .exercises
            .iter()
            .filter(|exercise| self.is_judged(chapter, exercise, not_built))
            .collect();
        let mut culprits = Vec::new();
        let mut open = vec![all.clone()];
        while let Some(suspects) = open.pop() {
            if suspects.is_empty() || self.build_alone(chapter, &suspects)?.success {
                continue;
            }
            if let [culprit] = suspects[..] {
                culprits.push(culprit);
            } else {
                let (left, right) = suspects.split_at(suspects.len() / 2);
                open.extend([left.to_vec(), right.to_vec()]);
            }
        }
        // Each builds alone and they don't build together: there is no telling them apart.
        Ok(if culprits.is_empty() { all } else { culprits })
    }

    /// Builds some exercises with the stubs of all others.
    fn build_alone(
        &self,
        chapter: &'static Chapter,
        exercises: &[&'static Exercise],
    ) -> Result<Compiled, Error> {
        self.slot.chapter(
            self.course,
            chapter,
            Copy::Own,
            self.submission.chapter(chapter.name),
            |name| {
                if exercises.iter().any(|exercise| exercise.name == name) {
                    Source::Submission
                } else {
                    Source::Stub
                }
            },
        )?;
        self.compile(&[Goal::Probe(chapter.name, Copy::Own)], |_, _| {})
    }

    fn compile(&self, goals: &[Goal], built: impl FnMut(&Goal, PathBuf)) -> Result<Compiled, Error> {
        compile::compile(self.slot, &self.workshop.tools, &self.workshop.confinement, goals, built)
    }

    fn launch(&self, chapter: &Chapter, program: PathBuf) -> Launch {
        let confinement = self.workshop.confinement.clone();
        Launch { program, folder: self.slot.run(), confinement, udp: chapter.udp }
    }

    /// The compiler's messages about one exercise.
    fn why_not_built(&self, chapter: &Chapter, exercise: &Exercise, errors: &[Diagnostic]) -> String {
        let own = |error: &&Diagnostic| {
            error.place.as_ref().is_some_and(|place| {
                place.chapter == chapter.name && crate::submission::owner(&place.file) == Some(exercise.name)
            })
        };
        let in_probe = |error: &&Diagnostic| error.place.as_ref().is_some_and(|place| place.in_probe);
        let errors: Vec<&Diagnostic> = errors.iter().filter(own).collect();
        let mut text = String::new();
        if errors.iter().all(in_probe) {
            text.push_str("your public interface is not the one that is asked for; the stub has\n\n");
            text.push_str(&self.public_interface(chapter, exercise));
            text.push_str("\nand the compiler says of the calls that the grader makes\n\n");
        }
        let shown: Vec<&str> = errors.iter().take(MAX_ERRORS).map(|error| error.rendered.as_str()).collect();
        text.push_str(&shown.join("\n\n"));
        if errors.len() > shown.len() {
            text.push_str(&format!("\n\nand {} more errors", errors.len() - shown.len()));
        }
        text
    }

    /// The public lines of a stub.
    fn public_interface(&self, chapter: &Chapter, exercise: &Exercise) -> String {
        let stub = self.course.root.join("grader/stubs").join(chapter.name).join("src");
        let text = std::fs::read_to_string(stub.join(format!("{}.rs", exercise.name))).unwrap_or_default();
        let public =
            text.lines().filter(|line| line.trim_start().starts_with("pub ") || line.starts_with("impl"));
        public.map(|line| format!("    {}\n", line.trim_end_matches(" {"))).collect()
    }

    fn judge(
        &self,
        chapter: &'static Chapter,
        exercise: &'static Exercise,
        seat: &mut Seat,
        stand_ins: Vec<String>,
    ) -> Judged {
        let mut judged = Judged { outcomes: vec![], stand_ins };
        let run = self.checks_to_run(chapter, exercise);
        seat.next_exercise();
        for check in exercise.checks {
            let outcome = match self.reason_to_skip(exercise, check, &run, seat, &judged) {
                Some(reason) => Outcome::because(Status::Skipped, reason),
                None => self.try_check(chapter, exercise, check, seat),
            };
            judged.outcomes.push(outcome);
            let mut done = self.done.lock().expect("nobody panics while counting");
            *done += 1;
            (self.events)(Event::Checked { done: *done, of: self.all_checks() });
        }
        judged
    }

    fn reason_to_skip(
        &self,
        exercise: &Exercise,
        check: &Check,
        run: &BTreeSet<&str>,
        seat: &Seat,
        judged: &Judged,
    ) -> Option<String> {
        if !run.contains(check.name) {
            return Some(String::from("not asked for"));
        }
        let passed = |name: &str| {
            exercise
                .checks
                .iter()
                .zip(&judged.outcomes)
                .any(|(check, outcome)| check.name == name && outcome.status == Status::Passed)
        };
        // A replay shows one case of one check, whatever came before it.
        if let (None, Some(first)) = (self.request.only, check.after.iter().find(|name| !passed(name))) {
            return Some(format!("after {first}"));
        }
        if seat.worn_out() {
            return Some(String::from("the process has died too often"));
        }
        let time_outs = judged.outcomes.iter().filter(|outcome| outcome.status == Status::TimedOut).count();
        (time_outs >= MAX_TIME_OUTS).then(|| String::from("after checks that timed out"))
    }

    fn try_check(&self, chapter: &Chapter, exercise: &Exercise, check: &Check, seat: &mut Seat) -> Outcome {
        let id = format!("{}/{}/{}", chapter.name, exercise.name, check.name);
        let mut trial = Trial {
            seat,
            exercise: exercise.name,
            streams: self.request.seed.streams(&id),
            cases: self.request.cases.unwrap_or(CASES),
            only: self.request.only,
            printed: String::new(),
            peers: self.peers,
            needs_peers: self.request.needs_peers,
        };
        // A check that panics is our mistake, and must not take the others with it.
        match panic::catch_unwind(AssertUnwindSafe(|| (check.run)(&mut trial))) {
            Ok(Ok(())) => Outcome { printed: trial.printed, ..Outcome::new(Status::Passed) },
            Ok(Err(finding)) => {
                let status = status(finding.kind);
                Outcome { finding: Some(finding), ..Outcome::new(status) }
            }
            Err(_) => Outcome::because(Status::Broken, "the check itself panicked"),
        }
    }

    /// The checks asked for, and those that they come after.
    fn checks_to_run(&self, chapter: &Chapter, exercise: &'static Exercise) -> BTreeSet<&'static str> {
        let asked = self.request.target.covers(chapter.name, exercise.name, exercise.track);
        let mut open: Vec<&'static str> = exercise
            .checks
            .iter()
            .map(|check| check.name)
            .filter(|name| !asked || self.request.target.covers_check(name))
            .collect();
        let mut run = BTreeSet::new();
        if self.request.only.is_some() {
            return open.into_iter().collect();
        }
        while let Some(name) = open.pop() {
            if run.insert(name) {
                open.extend(
                    exercise.checks.iter().filter(|check| check.name == name).flat_map(|check| check.after),
                );
            }
        }
        run
    }

    fn all_checks(&self) -> usize {
        let exercises =
            self.wanted.iter().filter_map(|(chapter, name)| self.course.chapter(chapter)?.exercise(name));
        exercises.map(|exercise| exercise.checks.len()).sum()
    }

    fn report(&self, mut outcomes: Outcomes) -> Report {
        let chapters: Vec<ChapterReport> = self
            .course
            .chapters
            .iter()
            .map(|chapter| {
                let exercises = chapter.exercises.iter();
                let exercises =
                    exercises.map(|exercise| self.exercise_report(chapter, exercise, &mut outcomes));
                chapter_report(chapter, exercises.collect())
            })
            .collect();
        let deep =
            chapters.iter().flat_map(|chapter| &chapter.exercises).filter(|exercise| exercise.is_deep());
        Report {
            version: 1,
            grader_version: env!("CARGO_PKG_VERSION").to_owned(),
            suite: suite(self.course),
            base_commit: head_commit(&self.course.root),
            submission: sanitise::line(&self.submission.path.display().to_string()),
            files: self.submission.graded_files(),
            seed: self.request.seed.to_string(),
            layers: self.request.layers,
            sandbox: Sandbox {
                tier: self.workshop.confinement.tier.to_string(),
                missing: self.workshop.confinement.missing.clone(),
            },
            warnings: self.warnings(),
            points: chapters.iter().map(|chapter| chapter.points).sum(),
            max_points: chapters.iter().map(|chapter| chapter.max_points).sum(),
            deep_points: deep.map(|exercise| exercise.points).sum(),
            chapters,
        }
    }

    fn exercise_report(
        &self,
        chapter: &Chapter,
        exercise: &'static Exercise,
        outcomes: &mut Outcomes,
    ) -> ExerciseReport {
        let id = outcomes.judged.keys().find(|id| **id == (chapter.name, exercise.name)).copied();
        let judged = id.and_then(|id| outcomes.judged.remove(&id));
        let handed = self.submission.chapter(chapter.name);
        let (status, message, reason) = self.without_checks(chapter, exercise, handed, outcomes);
        let stand_ins = judged.as_ref().map(|judged| judged.stand_ins.clone()).unwrap_or_default();
        let mut results = judged.map(|judged| judged.outcomes).unwrap_or_default().into_iter();
        let checks: Vec<CheckReport> = exercise
            .checks
            .iter()
            .map(|check| {
                let outcome = results.next().unwrap_or_else(|| Outcome::because(reason.0, &reason.1));
                self.check_report(chapter, exercise, check, outcome)
            })
            .collect();
        ExerciseReport {
            name: exercise.name.to_owned(),
            file: format!("{}/src/{}.rs", chapter.name, exercise.name),
            track: exercise.track,
            status: status.unwrap_or_else(|| ExerciseReport::status_of(&checks)),
            points: checks.iter().map(|check| check.points).sum(),
            max_points: exercise.points(),
            stand_ins,
            message,
            checks,
        }
    }

    /// Why an exercise was not judged, where that is so: its status, its message, and what its checks say.
    fn without_checks(
        &self,
        chapter: &Chapter,
        exercise: &Exercise,
        handed: &Handed,
        outcomes: &Outcomes,
    ) -> (Option<UnitStatus>, Option<String>, (Status, String)) {
        let skipped = |reason: &str| (Status::Skipped, reason.to_owned());
        if self.request.skips(chapter.name, exercise.name) {
            let message = format!("put aside; cargo grade skip --undo {}/{}", chapter.name, exercise.name);
            return (None, Some(message.clone()), (Status::Skipped, message));
        }
        if let Some(message) = handed.refusal(exercise.name) {
            return (Some(UnitStatus::Refused), Some(message.to_owned()), skipped("its file can't be taken"));
        }
        if let Some((_, why)) = outcomes.refused.iter().find(|(id, _)| **id == (chapter.name, exercise.name))
        {
            return (Some(UnitStatus::Refused), Some(why.clone()), skipped("it breaks a rule of the house"));
        }
        let not_built = outcomes.not_built.iter().find(|(id, _)| **id == (chapter.name, exercise.name));
        if let Some((_, message)) = not_built {
            return (
                Some(UnitStatus::DidNotBuild),
                Some(message.clone()),
                skipped("its file does not compile"),
            );
        }
        if !self.wanted.iter().any(|id| *id == (chapter.name, exercise.name)) {
            return (None, None, skipped("not asked for"));
        }
        if handed.files_of(exercise.name).next().is_none() {
            let message = format!("there is no {}/src/{}.rs", chapter.name, exercise.name);
            return (None, Some(message.clone()), (Status::NotWritten, message));
        }
        (None, None, skipped("not run"))
    }

    fn check_report(
        &self,
        chapter: &Chapter,
        exercise: &Exercise,
        check: &Check,
        outcome: Outcome,
    ) -> CheckReport {
        let Outcome { status, finding, message, printed } = outcome;
        let id = format!("{}/{}/{}", chapter.name, exercise.name, check.name);
        let finding = finding.map(|finding| *finding);
        let replay = finding.as_ref().filter(|_| status.is_failure()).map(|finding| {
            Replay { check: id.clone(), seed: self.request.seed, case: finding.case }.to_string()
        });
        let (fault, found, detail, printed, calls) = match finding {
            Some(Finding { fault, message, detail, printed, calls, .. }) => {
                (fault.map(String::from), Some(message), Some(detail), printed, calls)
            }
            None => (None, None, None, printed, vec![]),
        };
        CheckReport {
            id,
            title: check.title.to_owned(),
            status,
            points: if status == Status::Passed { check.points } else { 0 },
            max_points: check.points,
            fault,
            message: found.or(message),
            detail: detail.filter(|_| status.is_failure()),
            advice: vec![],
            printed,
            calls,
            replay,
            book: format!("{}/{}#{}", chapter.name, exercise.name, check.book),
        }
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.course.chapters.iter().all(|chapter| self.submission.chapter(chapter.name).missing)
            && let Some(near) = self.where_chapters_are()
        {
            warnings.push(format!("no chapter lies in this folder; did you mean {}?", near.display()));
        }
        for chapter in self.course.chapters {
            if !self.wanted.iter().any(|(name, _)| *name == chapter.name) {
                continue;
            }
            let handed = self.submission.chapter(chapter.name);
            if handed.missing {
                warnings.push(format!(
                    "there is no folder {}/src, so nothing of that chapter is graded",
                    chapter.name
                ));
            }
            for path in &handed.unknown {
                warnings.push(format!(
                    "{}/src/{path} belongs to no exercise and is left out; a module of your own goes in the folder of its exercise, as in {}/src/{}/helper.rs",
                    chapter.name, chapter.name, chapter.exercises.first().map_or("", |exercise| exercise.name)
                ));
            }
            if self.has_other_lib(chapter, handed) {
                warnings
                    .push(format!("{}/src/lib.rs is given; your changes to it are left out", chapter.name));
            }
        }
        warnings
    }

    /// The folder that was perhaps meant: `exercises` in the one that was named, or the one above a chapter's.
    fn where_chapters_are(&self) -> Option<PathBuf> {
        let named = &self.submission.path;
        let holds_one = |folder: &PathBuf| {
            self.course.chapters.iter().any(|chapter| folder.join(chapter.name).join("src").is_dir())
        };
        let above = |levels: usize| named.ancestors().nth(levels).map(Path::to_owned);
        [Some(named.join("exercises")), above(1), above(2)].into_iter().flatten().find(holds_one)
    }

    fn has_other_lib(&self, chapter: &Chapter, handed: &Handed) -> bool {
        let given = self.course.root.join("grader/stubs").join(chapter.name).join("src/lib.rs");
        let words = |text: &[u8]| -> String {
            let text = String::from_utf8_lossy(text).into_owned();
            text.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect()
        };
        match (handed.files.get("lib.rs"), std::fs::read(given)) {
            (Some(own), Ok(given)) => words(own) != words(&given),
            _ => false,
        }
    }
}

/// Errors of the compiler shown for one exercise.
const MAX_ERRORS: usize = 5;

fn last_words(compiled: &Compiled) -> String {
    if compiled.timed_out {
        return String::from(
            "the compiler was still busy after two minutes: does something that it evaluates never end?",
        );
    }
    if compiled.out_of_memory {
        return String::from(
            "the compiler wanted more memory than 5 GiB: does something in it grow without end?",
        );
    }
    let errors: Vec<&str> =
        compiled.errors.iter().take(MAX_ERRORS).map(|error| error.rendered.as_str()).collect();
    if errors.is_empty() { compiled.said.clone() } else { errors.join("\n\n") }
}

fn short_name(chapter: &Chapter, name: &str, exercise: &str) -> String {
    if name == chapter.name { exercise.to_owned() } else { format!("{name}/{exercise}") }
}

fn status(kind: Kind) -> Status {
    match kind {
        Kind::Failed => Status::Failed,
        Kind::NotWritten => Status::NotWritten,
        Kind::Panicked => Status::Panicked,
        Kind::Crashed => Status::Crashed,
        Kind::TimedOut => Status::TimedOut,
        Kind::OverLimit => Status::OverLimit,
        Kind::Protocol => Status::Protocol,
        Kind::Skipped => Status::Skipped,
        Kind::Broken => Status::Broken,
    }
}

fn chapter_report(chapter: &Chapter, exercises: Vec<ExerciseReport>) -> ChapterReport {
    let counted = || exercises.iter().filter(|exercise| !exercise.is_deep());
    ChapterReport {
        name: chapter.name.to_owned(),
        status: UnitStatus::of(counted().map(|exercise| exercise.status)),
        points: counted().map(|exercise| exercise.points).sum(),
        max_points: counted().map(|exercise| exercise.max_points).sum(),
        exercises,
    }
}

/// A hash of what the course asks: ids, titles and points.
pub fn suite(course: &Course) -> String {
    let mut hash = Sha256::new();
    for chapter in course.chapters {
        for exercise in chapter.exercises {
            for check in exercise.checks {
                hash.update(format!(
                    "{}/{}/{} {} {}\n",
                    chapter.name, exercise.name, check.name, check.points, check.title
                ));
            }
        }
    }
    given::hex::encode(&hash.finalize()[..8])
}

/// The commit that the course's own folder is at, read from git's files; `None` where it is no git checkout.
fn head_commit(root: &Path) -> Option<String> {
    let git = root.join(".git");
    let head = std::fs::read_to_string(git.join("HEAD")).ok()?;
    let commit = match head.trim().strip_prefix("ref: ") {
        None => head.trim().to_owned(),
        Some(reference) => match std::fs::read_to_string(git.join(reference)) {
            Ok(commit) => commit.trim().to_owned(),
            Err(_) => {
                let packed = std::fs::read_to_string(git.join("packed-refs")).ok()?;
                packed
                    .lines()
                    .find_map(|line| line.strip_suffix(reference)?.strip_suffix(' ').map(String::from))?
            }
        },
    };
    let is_commit = commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then_some(commit)
}

/// What shows exactly one outcome again: the check, the seed, the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The check's full id.
    pub check: String,
    /// The master seed.
    pub seed: Seed,
    /// The number of the case.
    pub case: u32,
}

impl std::fmt::Display for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.check, self.seed, self.case)
    }
}

impl std::str::FromStr for Replay {
    type Err = String;

    fn from_str(token: &str) -> Result<Replay, String> {
        let expected = || {
            format!(
                "expected chapter/exercise/check.seed.case, as a report prints it, got `{}`",
                sanitise::line(token)
            )
        };
        let mut parts = token.rsplitn(3, '.');
        let (case, seed, check) = (parts.next(), parts.next(), parts.next());
        match (case.map(str::parse), seed.map(str::parse), check) {
            (Some(Ok(case)), Some(Ok(seed)), Some(check)) if check.split('/').count() == 3 => {
                Ok(Replay { check: check.to_owned(), seed, case })
            }
            _ => Err(expected()),
        }
    }
}
