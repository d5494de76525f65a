//! The rival of our start: a Tauri window that shows one coloured page and does nothing else.

fn main() {
    let context = tauri::generate_context!("tests/bench/empty/tauri.conf.json");
    tauri::Builder::default().run(context).expect("an empty window opens");
}
