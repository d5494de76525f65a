//! The rival of our start: a Tauri window that shows one coloured page and does nothing else.

fn main() {
    tauri::Builder::default().run(tauri::generate_context!()).expect("an empty window opens");
}
