//! The TypeScript side of the table, made from the Rust side.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::commands::Commands;
use crate::error::ApiError;
use crate::wire::AppEvent;

/// The whole of `ui/src/ipc/generated.ts`. Whole numbers of 64 bits cross as `number`; none of ours pass 2⁵³.
pub fn typescript() -> String {
    let mut declarations =
        Declarations { config: Config::new().with_large_int("number"), seen: HashSet::new(), by_name: BTreeMap::new() };
    declarations.visit::<Commands>();
    declarations.visit::<AppEvent>();
    declarations.visit::<ApiError>();
    let head = "// Made by `cargo test -p safelight-app` from src-tauri/crates/app/src/commands.rs. Do not edit.\n";
    let body: Vec<&str> = declarations.by_name.values().map(String::as_str).collect();
    format!("{head}\n{}\n", body.join("\n\n"))
}

struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only types of ours have a place to be exported to; the rest is built in.
        if T::output_path().is_some() {
            self.by_name.insert(T::ident(&self.config), format!("export {}", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
