//! Settings keep their type.

use safelight_store::{Error, Store, setting};

#[test]
fn a_setting_is_set_replaced_and_unset() {
    let store = Store::in_memory().unwrap();
    let get = || store.read(|read| setting::get::<Vec<String>>(read, "folders")).unwrap();
    assert_eq!(get(), None);
    store.write(|write| setting::set(write, "folders", &vec!["a"])).unwrap();
    store.write(|write| setting::set(write, "folders", &vec!["b"])).unwrap();
    assert_eq!(get(), Some(vec!["b".to_owned()]));
    store.write(|write| setting::unset(write, "folders")).unwrap();
    assert_eq!(get(), None);
}

#[test]
fn a_setting_of_another_type_is_an_error_with_its_name() {
    let store = Store::in_memory().unwrap();
    store.write(|write| setting::set(write, "side", &"wide")).unwrap();
    let wrong = store.read(|read| setting::get::<u32>(read, "side"));
    assert!(matches!(wrong, Err(Error::Setting { key, .. }) if key == "side"));
}
