//! `models`: what can be done, with what, for how much.

use safelight_app::batch::{ModelLine, models};

use crate::args::Models;
use crate::exit::{Code, Exit};
use crate::output::Output;

pub(crate) fn run(command: &Option<Models>, output: &Output) -> Result<Code, Exit> {
    let tell = |line: &ModelLine| output.line(&line.to_json(), &line.to_text());
    match command {
        None | Some(Models::List) => models().iter().for_each(tell),
        Some(Models::Show { id }) => {
            let all = models();
            let found: Vec<_> = all.iter().filter(|line| line.id == id).collect();
            if found.is_empty() {
                let known: Vec<_> = all.iter().map(|line| line.id).collect();
                return Err(Exit::usage(format!("There is no model “{id}”; known: {}", known.join(", "))));
            }
            found.into_iter().for_each(tell);
        }
    }
    Ok(Code::Done)
}
