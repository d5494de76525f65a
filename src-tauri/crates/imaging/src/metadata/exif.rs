//! Bringing an EXIF block up to date without moving anything in it.

use super::density::Density;
use super::tiff::{Order, Tree, tag};

/// Orientation 1, the new size where a size is stated, and no thumbnail directory.
///
/// Everything else stays where it is: maker notes hold offsets that count from the start of the block.
pub(super) fn reset(block: &mut Vec<u8>, width: u32, height: u32) {
    let Some(order) = Order::of(block) else { return };
    let Some(main) = order.long(block, 4).map(|offset| offset as usize) else { return };
    let exif =
        line(block, order, main, tag::EXIF_IFD).and_then(|at| order.long(block, at + 8)).map(|offset| offset as usize);
    if let Some(at) = line(block, order, main, tag::ORIENTATION) {
        put(block, order, at, 1);
    }
    if let Some(exif) = exif {
        for (tag, size) in [(tag::PIXEL_X, width), (tag::PIXEL_Y, height)] {
            if let Some(at) = line(block, order, exif, tag) {
                put(block, order, at, size);
            }
        }
    }
    drop_thumbnail(block, order, main);
}

/// Where the line of `tag` stands in the directory at `ifd`.
fn line(block: &[u8], order: Order, ifd: usize, tag: u16) -> Option<usize> {
    let count = usize::from(order.short(block, ifd)?);
    (0..count).map(|n| ifd + 2 + n * 12).find(|&at| order.short(block, at) == Some(tag) && at + 12 <= block.len())
}

/// One number into a line, as a SHORT where it is one and the number fits, else as a LONG.
fn put(block: &mut [u8], order: Order, at: usize, number: u32) {
    let short = order.short(block, at + 2) == Some(3);
    match u16::try_from(number) {
        Ok(number) if short => {
            block[at + 8..at + 10].copy_from_slice(&order.of_short(number));
            block[at + 10..at + 12].fill(0);
        }
        _ => {
            block[at + 2..at + 4].copy_from_slice(&order.of_short(4));
            block[at + 8..at + 12].copy_from_slice(&order.of_long(number));
        }
    }
    block[at + 4..at + 8].copy_from_slice(&order.of_long(1));
}

/// Unlinks the second directory; its picture is cut off where it is the last thing in the block, as it nearly always is.
fn drop_thumbnail(block: &mut Vec<u8>, order: Order, main: usize) {
    let Some(count) = order.short(block, main) else { return };
    let link = main + 2 + usize::from(count) * 12;
    let Some(second) = order.long(block, link).filter(|&offset| offset != 0).map(|offset| offset as usize) else {
        return;
    };
    let number = |tag| line(block, order, second, tag).and_then(|at| order.long(block, at + 8)).map(|n| n as usize);
    let picture = number(0x0201).zip(number(0x0202));
    block[link..link + 4].fill(0);
    if let Some((start, len)) = picture {
        let end = start.saturating_add(len).min(block.len());
        if start > second && end == block.len() {
            block.truncate(start);
        } else if start < end && start > link {
            block[start..end].fill(0);
        }
    }
}

/// The density that IFD0 states.
pub(super) fn density(block: &[u8]) -> Option<Density> {
    density_of(&Tree::read(block)?)
}

pub(super) fn density_of(tree: &Tree) -> Option<Density> {
    let x = tree.ratio(tree.main.get(tag::X_RESOLUTION)?)?;
    let y = tree.ratio(tree.main.get(tag::Y_RESOLUTION)?)?;
    let unit = tree.main.get(tag::RESOLUTION_UNIT).and_then(|value| tree.number(value)).unwrap_or(2);
    Density::from_tiff(unit, x, y)
}

#[cfg(test)]
mod tests {
    use super::super::tiff::Ifd;
    use super::*;

    #[test]
    fn a_sideways_block_becomes_upright_and_keeps_its_places() {
        let mut tree = Tree { little: false, ..Tree::default() };
        tree.main.set(tag::ORIENTATION, tree.short(6));
        let mut exif = Ifd::default();
        exif.set(tag::PIXEL_X, tree.short(3000));
        exif.set(tag::PIXEL_Y, tree.long(2000));
        tree.exif = Some(exif);
        let mut block = tree.to_block();
        let len = block.len();

        reset(&mut block, 80_000, 12);

        assert_eq!(block.len(), len);
        let read = Tree::read(&block).unwrap();
        let number = |ifd: &Ifd, tag| read.number(ifd.get(tag).unwrap());
        assert_eq!(number(&read.main, tag::ORIENTATION), Some(1));
        assert_eq!(number(read.exif.as_ref().unwrap(), tag::PIXEL_X), Some(80_000), "a short that grew became a long");
        assert_eq!(number(read.exif.as_ref().unwrap(), tag::PIXEL_Y), Some(12));
    }

    #[test]
    fn hostile_blocks_do_no_harm() {
        for seed in 0..2000u32 {
            let mut block: Vec<u8> = b"II*\0\x08\0\0\0\x02\0".to_vec();
            let mut n = seed.wrapping_mul(2_654_435_761) | 1;
            block.extend((0..40).map(|_| {
                n ^= n << 13;
                n ^= n >> 17;
                n ^= n << 5;
                if n & 3 == 0 { (n >> 8) as u8 } else { 0 }
            }));
            reset(&mut block, 10, 10);
        }
    }
}
