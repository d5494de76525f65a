//! The thumbnails shown last, kept at hand.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use safelight_core::ContentHash;

use super::{Thumb, ThumbSize};

type Key = (ContentHash, ThumbSize);

/// At most so many bytes of thumbnails; those not used for longest go first.
#[derive(Debug)]
pub(super) struct Memory {
    limit: usize,
    bytes: usize,
    used: u64,
    thumbs: HashMap<Key, (u64, Arc<Thumb>)>,
    by_use: BTreeMap<u64, Key>,
}

impl Memory {
    pub(super) fn new(limit: usize) -> Memory {
        Memory { limit, bytes: 0, used: 0, thumbs: HashMap::new(), by_use: BTreeMap::new() }
    }

    pub(super) fn get(&mut self, hash: ContentHash, size: ThumbSize) -> Option<Arc<Thumb>> {
        let key = (hash, size);
        let (used, thumb) = self.thumbs.get_mut(&key)?;
        self.by_use.remove(used);
        self.used += 1;
        *used = self.used;
        self.by_use.insert(self.used, key);
        Some(Arc::clone(thumb))
    }

    pub(super) fn put(&mut self, size: ThumbSize, thumb: &Arc<Thumb>) {
        let key = (thumb.hash, size);
        self.used += 1;
        if let Some((used, old)) = self.thumbs.insert(key, (self.used, Arc::clone(thumb))) {
            self.by_use.remove(&used);
            self.bytes -= old.bytes.len();
        }
        self.by_use.insert(self.used, key);
        self.bytes += thumb.bytes.len();
        while self.bytes > self.limit {
            let Some((_, key)) = self.by_use.pop_first() else { return };
            if let Some((_, gone)) = self.thumbs.remove(&key) {
                self.bytes -= gone.bytes.len();
            }
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Memory::new(self.limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::Format;

    fn thumb(n: u8) -> Arc<Thumb> {
        Arc::new(Thumb { bytes: vec![n; 10], format: Format::Jpeg, hash: ContentHash([n; 32]) })
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut memory = Memory::new(25);
        memory.put(ThumbSize::Small, &thumb(1));
        memory.put(ThumbSize::Small, &thumb(2));
        assert!(memory.get(ContentHash([1; 32]), ThumbSize::Small).is_some());
        memory.put(ThumbSize::Small, &thumb(3));

        let kept: Vec<u8> = (1..=3).filter(|&n| memory.get(ContentHash([n; 32]), ThumbSize::Small).is_some()).collect();
        assert_eq!(kept, [1, 3], "25 bytes hold two of ten, and the second was not used");
        assert_eq!(memory.bytes, 20);
    }
}
