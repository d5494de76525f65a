//! Files of weights that are missing, damaged or another network's.

use std::fs;
use std::path::Path;

use safelight_superres::{Error, Network, WeightsFault};

use super::weights_file;

fn real() -> Vec<u8> {
    fs::read(weights_file()).expect("the tests need the real weights: run `make setup`")
}

fn fault_of(file: &[u8]) -> WeightsFault {
    match Network::from_bytes(file) {
        Err(Error::BadWeights { fault }) => fault,
        other => panic!("{other:?}"),
    }
}

/// As if somebody had packed the file like this on purpose.
fn with_checksum(mut file: Vec<u8>) -> Vec<u8> {
    let sum = crc32fast::hash(&file[12..]).to_le_bytes();
    file[8..12].copy_from_slice(&sum);
    file
}

#[test]
fn a_missing_file_is_named() {
    let path = Path::new("/nowhere/esrgan-thick-x4.bin");

    match Network::load(path) {
        Err(Error::WeightsMissing { path: named }) => assert_eq!(named, path),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_folder_in_its_place_is_unreadable() {
    assert!(matches!(Network::load(Path::new("/")), Err(Error::WeightsUnreadable { .. })));
}

#[test]
fn one_flipped_bit_is_noticed() {
    let mut file = real();
    let middle = file.len() / 2;
    file[middle] ^= 1;

    assert_eq!(fault_of(&file), WeightsFault::Checksum);
}

#[test]
fn a_download_cut_short_is_noticed() {
    let file = real();

    let fault = fault_of(&file[..file.len() - 1]);
    assert_eq!(fault, WeightsFault::Length { expected: file.len() as u64, got: file.len() as u64 - 1 });
    assert_eq!(fault_of(&file[..8]), WeightsFault::Length { expected: file.len() as u64, got: 8 });
}

#[test]
fn another_kind_of_file_is_noticed() {
    assert_eq!(fault_of(b""), WeightsFault::Magic);
    assert_eq!(fault_of(&[0; 4096]), WeightsFault::Magic);
}

#[test]
fn another_network_is_noticed() {
    let mut scale = real();
    scale[12] = 2;
    let mut layer = real();
    layer[20] = b'X';

    assert_eq!(fault_of(&with_checksum(scale)), WeightsFault::Scale(2));
    assert_eq!(fault_of(&with_checksum(layer)), WeightsFault::Layer { index: 0, expected: "Pre_blocks_conv".into() },);
}
