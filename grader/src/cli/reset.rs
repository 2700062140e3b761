//! `cargo grade reset`.

use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use grader::catalogue::Course;
use grader::error::Error;

use super::{Color, Failure, exercise_target, print};

/// Puts an exercise's stub back. What was there is kept beside it, under a name that no other file has.
pub(crate) fn reset(course: &Course, target: &str, yes: bool) -> Result<u8, Failure> {
    let (chapter, name) = exercise_target(course, target)?;
    let file = format!("{chapter}/src/{name}.rs");
    let own = course.root.join("exercises").join(&file);
    let stub_path = course.root.join("grader/stubs").join(&file);
    let stub = fs::read(&stub_path).map_err(Error::io("read", &stub_path))?;
    if fs::read(&own).is_ok_and(|text| text == stub) {
        print(&format!("exercises/{file} is the stub already\n"), Color::Auto)?;
        return Ok(super::PASSED);
    }
    if !yes && !agreed(&file)? {
        print("nothing was changed\n", Color::Auto)?;
        return Ok(super::NOT_PASSED);
    }
    // Not `exists`: that is false for a dangling link, which is somebody's file too.
    let kept = if own.symlink_metadata().is_ok() { Some(keep(&own)?) } else { None };
    write_new(&own, &stub)?;
    let kept = kept.map(|kept| format!("; your file is now {}", relative(course, &kept))).unwrap_or_default();
    print(&format!("exercises/{file} is the stub again{kept}\n"), Color::Auto)?;
    Ok(super::PASSED)
}

fn agreed(file: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Usage(format!(
            "nobody is here to ask whether exercises/{file} may be replaced; say --yes if it may"
        )));
    }
    let _ = write!(
        std::io::stderr(),
        "put the stub back in exercises/{file}? Your file is kept beside it. [y/N] "
    );
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).map_err(Error::io("read", Path::new("standard input")))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Renames a file to the first free name beside it.
fn keep(own: &Path) -> Result<PathBuf, Error> {
    for number in 1.. {
        let kept = own.with_extension(format!("rs.kept-{number}"));
        if kept.symlink_metadata().is_err() {
            #[expect(clippy::disallowed_methods, reason = "this room keeps a learner's file")]
            return fs::rename(own, &kept).map(|()| kept).map_err(Error::io("rename", own));
        }
    }
    unreachable!("some name is free")
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, text: &[u8]) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    }
    let file = fs::File::create_new(path);
    file.and_then(|mut file| file.write_all(text)).map_err(Error::io("write", path))
}

fn relative(course: &Course, path: &Path) -> String {
    path.strip_prefix(&course.root).unwrap_or(path).display().to_string()
}
